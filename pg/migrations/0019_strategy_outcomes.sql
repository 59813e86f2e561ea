-- What the strategies of a client's pieces, and of those of all clients below it, produced. Whoever sees a client sees
-- what is below it, so one look at the client stands for the policies of its jobs: those compare every row with every
-- client that the actor sees, which for somebody at the root takes seconds.
set local role hg_content_owner;

-- Sums by strategy version, state and step of ten of the score, of jobs with an id from `first` to before `behind`.
-- Null for `wanted` counts every strategy. Nothing for a client that is not visible.
create function app.strategy_outcomes(client uuid, wanted uuid, first uuid, behind uuid)
returns table (
  strategy_id uuid, strategy_version int, status public.job_status, passed boolean, step int, pieces bigint,
  score numeric, words bigint, measured bigint, input_tokens bigint, output_tokens bigint, cost numeric,
  first_id text, last_id text
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select j.strategy_id, j.strategy_version, j.status, j.quality_passed,
    case when j.quality_score is not null then least(width_bucket(j.quality_score, 0, 100, 10), 10) end,
    count(*), sum(j.quality_score), sum(j.word_count), count(j.word_count), sum(j.input_tokens), sum(j.output_tokens),
    sum(j.estimated_cost), min(j.id::text collate "C"), max(j.id::text collate "C")
  from public.client_closure c
  join public.jobs j on j.client_id = c.descendant_id
  where c.ancestor_id = client
    -- A service that acts for one client acts for that one alone.
    and (c.depth = 0 or app.actor_id('client') is null)
    -- A range of one or of all, so that the index serves both.
    and j.strategy_id between coalesce(wanted, '00000000-0000-0000-0000-000000000000')
      and coalesce(wanted, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    and j.id >= first
    and j.id < behind
  group by 1, 2, 3, 4, 5;
end
$$;
alter function app.strategy_outcomes(uuid, uuid, uuid, uuid) owner to hg_content_rls;
revoke execute on function app.strategy_outcomes(uuid, uuid, uuid, uuid) from public;
grant execute on function app.strategy_outcomes(uuid, uuid, uuid, uuid) to hg_content_app;

reset role;
