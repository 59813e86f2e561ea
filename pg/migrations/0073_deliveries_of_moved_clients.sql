-- A webhook is told of what is at or below its client: also when a delivery that was written before a move is sent after it.
set local role hg_content_owner;

-- Whether the subject of a delivery is still at or below the webhook's client, for the worker that sends it as that client.
create function app.delivery_concerns(delivery uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select from public.webhook_deliveries d
    join public.client_closure a on a.ancestor_id = d.client_id and a.descendant_id = d.subject_client_id
    where d.id = delivery and d.client_id = app.actor_id('client'));
end
$$;
alter function app.delivery_concerns(uuid) owner to hg_content_rls;
revoke execute on function app.delivery_concerns(uuid) from public;
grant execute on function app.delivery_concerns(uuid) to hg_content_app;

reset role;
