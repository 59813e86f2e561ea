-- When a template's labels were moved, and by whom: `production` by bringing versions into use, the others by hand. The audit holds
-- it, which only those who answer for a client read; that much of it is for everybody who reads the text.
set local role hg_content_owner;

-- Newest first, at most so many. Nothing for a template of a client that is not visible; who has left has no name.
create function app.prompt_moves(named uuid, before uuid, most int)
returns table (id uuid, actor text, name text, action text, facts jsonb, created_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  owner constant uuid := (
    select p.client_id from public.prompt_templates p where p.template_id = named and p.version = 1);
begin
  if owner is null or not owner = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select l.id, l.actor, u.name::text, l.action::text, l.facts, l.created_at
  from public.audit_log l
  left join public.users u on l.actor = 'user:' || u.id
  where l.target_id = named and l.client_id = owner and (before is null or l.id < before)
    and (l.action in ('prompt.activated', 'prompt.deactivated', 'prompt.label_moved', 'prompt.label_removed')
      or l.action = 'prompt.created' and (l.facts ->> 'is_active')::boolean)
  order by l.id desc
  limit most;
end
$$;
alter function app.prompt_moves(uuid, uuid, int) owner to hg_content_rls;
revoke execute on function app.prompt_moves(uuid, uuid, int) from public;
grant execute on function app.prompt_moves(uuid, uuid, int) to hg_content_app;

reset role;
