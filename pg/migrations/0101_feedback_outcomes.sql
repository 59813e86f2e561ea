-- What people and keys said of a client's pieces, and of those of all clients below it. As app.strategy_outcomes: one look at
-- the client stands for the policies of what is below it.
set local role hg_content_owner;

-- Words by strategy version, content type and model, of jobs with an id from `first` to before `behind`. Null for `wanted`
-- counts every strategy. Nothing for a client that is not visible.
create function app.feedback_outcomes(client uuid, wanted uuid, first uuid, behind uuid)
returns table (
  strategy_id uuid, strategy_version int, content_type text, provider text, model text, good bigint, bad bigint, pieces bigint
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select j.strategy_id, j.strategy_version, j.content_type::text, j.llm_provider::text, j.provider_model::text,
    count(*) filter (where f.rating = 'up'), count(*) filter (where f.rating = 'down'), count(distinct j.id)
  from public.client_closure c
  join public.feedback f on f.client_id = c.descendant_id and f.job_id >= first and f.job_id < behind
  join public.jobs j on j.client_id = f.client_id and j.id = f.job_id
  where c.ancestor_id = client
    -- A service that acts for one client acts for that one alone.
    and (c.depth = 0 or app.actor_id('client') is null)
    and j.strategy_id is not null
    and (wanted is null or j.strategy_id = wanted)
  group by 1, 2, 3, 4, 5;
end
$$;
alter function app.feedback_outcomes(uuid, uuid, uuid, uuid) owner to hg_content_rls;
revoke execute on function app.feedback_outcomes(uuid, uuid, uuid, uuid) from public;
grant execute on function app.feedback_outcomes(uuid, uuid, uuid, uuid) to hg_content_app;

reset role;
