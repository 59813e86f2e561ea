-- Why a call went where it went, what a job asked for when it was accepted, and what was lately seen of each model.
set local role hg_content_owner;

-- {reason, routing, score, ...}: see choiceOfModel in the contracts. Empty for calls of before.
alter table job_attempts add column choice jsonb not null default '{}';

-- What was asked for, or chosen at acceptance; llm_provider and provider_model become what wrote the piece.
alter table jobs add column requested_provider varchar(50), add column requested_model varchar(100);

-- How the calls of the last while went, whoever's they were: sums per model and age in steps of five minutes, no tenant's
-- data. Only what tells something about a provider: answers, and failures that speak against it.
create function app.recent_calls(since interval)
returns table (provider text, model text, age_seconds int, calls int, failures int, output_tokens bigint, seconds float8)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.provider, a.model_requested,
    (floor(extract(epoch from now() - a.started_at) / 300) * 300 + 150)::int,
    count(*)::int,
    (count(*) filter (where a.status = 'failed'))::int,
    coalesce(sum(a.output_tokens) filter (where a.status = 'succeeded'), 0)::bigint,
    coalesce(sum(extract(epoch from a.ended_at - a.started_at)) filter (where a.status = 'succeeded'), 0)::float8
  from public.job_attempts a
  where a.id >= app.uuid_floor(now() - since)
    and (a.status = 'succeeded' or (a.status = 'failed' and a.error_code in ('provider_unavailable', 'deadline_exceeded')))
  group by 1, 2, 3
$$;
alter function app.recent_calls(interval) owner to hg_content_rls;
revoke execute on function app.recent_calls(interval) from public;
grant execute on function app.recent_calls(interval) to hg_content_app;

reset role;
