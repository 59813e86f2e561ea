-- What the versions of templates produced for a client and all clients below it. As app.strategy_outcomes: one look at the client
-- stands for the policies of what is below it.
set local role hg_content_owner;

-- What the analytics of prompts read, without the texts beside it.
create index jobs_prompt_outcomes on jobs (client_id, template_id, id)
  include (template_version, content_type, status, quality_score, quality_passed, input_tokens, output_tokens, estimated_cost,
    started_at, completed_at, prompt_tokens, prompt_tokens_saved)
  where template_id is not null and not is_trial;

-- Sums by version, content type, state and day (UTC), of jobs with an id from `first` to before `behind` whose prompt was made,
-- trials left out. Null for `wanted` counts every template. Nothing for a client that is not visible.
create function app.prompt_outcomes(client uuid, wanted uuid, first uuid, behind uuid)
returns table (
  template_id uuid, version int, content_type text, day date, status public.job_status, passed boolean, pieces bigint,
  score numeric, scored bigint, input_tokens bigint, output_tokens bigint, cost numeric, seconds numeric, timed bigint,
  prompt_tokens bigint, prompt_tokens_saved bigint, measured bigint, last_id text
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select j.template_id, j.template_version, j.content_type::text, (app.uuid_time(j.id) at time zone 'UTC')::date, j.status,
    j.quality_passed, count(*), sum(j.quality_score), count(j.quality_score), sum(j.input_tokens), sum(j.output_tokens),
    sum(j.estimated_cost),
    sum(extract(epoch from j.completed_at - j.started_at)) filter (where j.status = 'completed'),
    count(j.started_at) filter (where j.status = 'completed'),
    sum(j.prompt_tokens), sum(j.prompt_tokens_saved), count(j.prompt_tokens), max(j.id::text collate "C")
  from public.client_closure c
  join public.jobs j on j.client_id = c.descendant_id
  where c.ancestor_id = client
    -- A service that acts for one client acts for that one alone.
    and (c.depth = 0 or app.actor_id('client') is null)
    -- A range of one or of all, so that the index serves both.
    and j.template_id between coalesce(wanted, '00000000-0000-0000-0000-000000000000')
      and coalesce(wanted, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    and not j.is_trial
    and j.id >= first
    and j.id < behind
  group by 1, 2, 3, 4, 5, 6;
end
$$;

-- What people and keys said of the same pieces, and how many of them were edited, by version and content type.
create function app.prompt_reactions(client uuid, wanted uuid, first uuid, behind uuid)
returns table (template_id uuid, version int, content_type text, good bigint, bad bigint, edited bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  with those as (
    select c.descendant_id as client_id from public.client_closure c
    where c.ancestor_id = client and (c.depth = 0 or app.actor_id('client') is null)
  ), reactions as (
    select f.client_id, f.job_id, (f.rating = 'up')::int as good, (f.rating = 'down')::int as bad, 0 as edited
    from those t join public.feedback f on f.client_id = t.client_id and f.job_id >= first and f.job_id < behind
    union all
    select r.client_id, r.job_id, 0, 0, 1
    from those t join public.job_revisions r on r.client_id = t.client_id and r.job_id >= first and r.job_id < behind
    group by r.client_id, r.job_id
  )
  select j.template_id, j.template_version, j.content_type::text, sum(r.good), sum(r.bad), sum(r.edited)
  from reactions r
  join public.jobs j on j.client_id = r.client_id and j.id = r.job_id
  where j.template_id is not null and not j.is_trial and (wanted is null or j.template_id = wanted)
  group by 1, 2, 3;
end
$$;

alter function app.prompt_outcomes(uuid, uuid, uuid, uuid) owner to hg_content_rls;
alter function app.prompt_reactions(uuid, uuid, uuid, uuid) owner to hg_content_rls;
revoke execute on function app.prompt_outcomes(uuid, uuid, uuid, uuid), app.prompt_reactions(uuid, uuid, uuid, uuid) from public;
grant execute on function app.prompt_outcomes(uuid, uuid, uuid, uuid), app.prompt_reactions(uuid, uuid, uuid, uuid)
  to hg_content_app;

reset role;
