-- What was known when an experiment ended stays: feedback, edits and pieces that were under way go on changing its numbers.
set local role hg_content_owner;

alter table experiments
  -- How its variants did when it was stopped or, later, promoted: what app.experiment_outcomes said.
  add column ended_on jsonb,
  -- Null for somebody's decision. `moved`: its client left the client whose template it tried.
  add column stopped_because text check (stopped_because = 'moved'),
  add constraint experiments_ended check (state = 'stopped' or (ended_on is null and stopped_because is null));

create or replace function app.keep_experiment() returns trigger
language plpgsql as $$
declare
  open_columns constant text[] := array['state', 'updated_at', 'promoted_variant', 'promoted_on', 'ended_on', 'stopped_because'];
  is_stop constant boolean := tg_op = 'UPDATE' and (old.state, new.state) = ('running', 'stopped');
begin
  if tg_op = 'INSERT' or new.state = 'draft' then
    if new.state <> 'draft' or (tg_op = 'UPDATE' and old.state <> 'draft') then
      raise exception 'an experiment begins as a draft' using errcode = 'check_violation', constraint = 'experiments_states';
    end if;
  end if;
  if tg_op = 'INSERT' then
    new.created_by := app.actor();
    return new;
  end if;
  if old.state = 'draft' and new.state = 'running' then
    if (select count(*) filter (where v.key = 'a') <> 1 or count(*) not between 2 and 5
      from experiment_variants v where v.experiment_id = new.id) then
      raise exception 'an experiment compares 2 to 5 variants, one of them a'
        using errcode = 'check_violation', constraint = 'experiments_variants';
    end if;
    new.started_by := app.actor();
    new.started_at := now();
  elsif old.state <> 'draft' then
    if (to_jsonb(new) - open_columns) is distinct from (to_jsonb(old) - open_columns)
      or (old.state, new.state) not in (('running', 'running'), ('running', 'stopped'), ('stopped', 'stopped'))
      or old.promoted_at is not null
      or (not is_stop and new.stopped_because is distinct from old.stopped_because)
      or (not is_stop and new.promoted_variant is null and new.ended_on is distinct from old.ended_on) then
      raise exception 'experiment % is % and never changes', old.id, old.state
        using errcode = 'check_violation', constraint = 'experiments_states';
    end if;
    if is_stop then
      new.stopped_by := app.actor();
      new.stopped_at := now();
    end if;
    if new.promoted_variant is not null then
      if not exists (select from experiment_variants v where v.experiment_id = new.id and v.key = new.promoted_variant) then
        raise exception 'no such variant' using errcode = 'check_violation', constraint = 'experiments_variants';
      end if;
      new.promoted_by := app.actor();
      new.promoted_at := now();
    end if;
  end if;
  return new;
end
$$;

grant update (ended_on, stopped_because) on experiments to hg_content_app;

-- As before, with when the newest piece of each variant was asked for.
drop function app.experiment_outcomes(uuid);
create function app.experiment_outcomes(experiment uuid)
returns table (
  variant text, assigned bigint, completed bigint, failed bigint, cancelled bigint, cached bigint, cost_usd numeric, metrics jsonb,
  newest timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  client constant uuid := (select e.client_id from public.experiments e where e.id = experiment);
begin
  if client is null or not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select m.experiment_variant, count(*), count(*) filter (where m.status = 'completed'),
    count(*) filter (where m.status = 'failed'), count(*) filter (where m.status = 'cancelled'),
    count(*) filter (where m.cached), coalesce(sum(m.estimated_cost), 0),
    jsonb_build_object(
      'quality_score', app.moments(count(m.quality_score), avg(m.quality_score), var_samp(m.quality_score)),
      'pass_rate', app.moments(count(m.pass_rate), avg(m.pass_rate), var_samp(m.pass_rate)),
      'repairs', app.moments(count(m.repairs), avg(m.repairs), var_samp(m.repairs)),
      'cost', app.moments(count(m.cost), avg(m.cost), var_samp(m.cost)),
      'latency', app.moments(count(m.latency), avg(m.latency), var_samp(m.latency)),
      'feedback', app.moments(count(m.feedback), avg(m.feedback), var_samp(m.feedback)),
      'edits', app.moments(count(m.edits), avg(m.edits), var_samp(m.edits))),
    max(app.uuid_time(m.id))
  from public.client_closure c
  join public.job_measures m on m.client_id = c.descendant_id and m.experiment_id = experiment
  where c.ancestor_id = client
    -- A service that acts for one client acts for that one alone.
    and (c.depth = 0 or app.actor_id('client') is null)
  group by m.experiment_variant
  order by m.experiment_variant;
end
$$;
alter function app.experiment_outcomes(uuid) owner to hg_content_rls;
revoke execute on function app.experiment_outcomes(uuid) from public;
grant execute on function app.experiment_outcomes(uuid) to hg_content_app;

reset role;
