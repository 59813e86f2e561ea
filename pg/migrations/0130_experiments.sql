-- Experiments: versions of one prompt template compared on jobs, for a client and those below it. What runs never changes.
set local role hg_content_owner;

create table experiments (
  id uuid primary key default app.uuid_v7(),
  -- The client whose subtree it is for; the template is its own or that of a client above.
  client_id uuid not null references clients (id),
  template_client_id uuid not null,
  template_id uuid not null,
  content_type content_type not null,
  name varchar(200) not null,
  hypothesis varchar(2000),
  metric text not null
    check (metric in ('quality_score', 'pass_rate', 'repairs', 'cost', 'latency', 'feedback', 'edits')),
  -- The change of the metric that is to be found: 0.1 is a tenth of what it is now.
  expected_lift numeric(5, 4) not null check (expected_lift >= 0.01 and expected_lift <= 2),
  -- Pieces of each variant before anything is said.
  minimum_sample int not null check (minimum_sample between 50 and 100000),
  -- How much worse a promoted variant may be: in shares of pieces, and as a part of the cost.
  pass_rate_margin numeric(4, 3) not null check (pass_rate_margin > 0 and pass_rate_margin <= 0.5),
  cost_margin numeric(4, 3) not null check (cost_margin > 0 and cost_margin <= 1),
  state text not null default 'draft' check (state in ('draft', 'running', 'stopped')),
  -- What was promised at the start, and what intervals are tuned for.
  plan jsonb,
  revision int not null default 1,
  created_by text default app.actor(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_by text,
  started_at timestamptz,
  stopped_by text,
  stopped_at timestamptz,
  promoted_variant text,
  promoted_by text,
  promoted_at timestamptz,
  -- The numbers that the promotion was decided on.
  promoted_on jsonb,
  unique (client_id, id),
  constraint experiments_started check ((state = 'draft') = (started_at is null) and (plan is null) = (started_at is null)),
  constraint experiments_stopped check ((state = 'stopped') = (stopped_at is not null)),
  constraint experiments_promoted check (
    num_nonnulls(promoted_variant, promoted_at, promoted_on) in (0, 3) and (promoted_at is null or state = 'stopped'))
);
create unique index experiments_one_running on experiments (template_id, client_id, content_type) where state = 'running';
create index experiments_client on experiments (client_id, id);
create index experiments_owner on experiments (template_client_id);
create trigger experiments_touch before update on experiments for each row execute function app.touch();

create table experiment_variants (
  client_id uuid not null,
  experiment_id uuid not null,
  -- `a` is the one that the others are compared with.
  key text not null check (key in ('a', 'b', 'c', 'd', 'e')),
  version int not null,
  weight int not null check (weight between 1 and 100),
  primary key (experiment_id, key),
  unique (experiment_id, version),
  foreign key (client_id, experiment_id) references experiments (client_id, id) on delete cascade
);

-- A draft becomes running, a running one stopped, a stopped one promoted, each once and signed; a draft alone is rewritten.
create function app.keep_experiment() returns trigger
language plpgsql as $$
declare
  open_columns constant text[] := array['state', 'updated_at', 'promoted_variant', 'promoted_on'];
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
      or old.promoted_at is not null then
      raise exception 'experiment % is % and never changes', old.id, old.state
        using errcode = 'check_violation', constraint = 'experiments_states';
    end if;
    if new.state = 'stopped' and old.state = 'running' then
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
create trigger experiments_keep before insert or update on experiments
  for each row execute function app.keep_experiment();

-- Seen as the actor: whoever tries versions of a template sees them.
create function app.check_experiment_owner() returns trigger
language plpgsql as $$
begin
  if not exists (select from client_closure c
    where c.ancestor_id = new.template_client_id and c.descendant_id = new.client_id) then
    raise exception 'the template belongs to the client or to one above it'
      using errcode = 'check_violation', constraint = 'experiments_owner';
  end if;
  return null;
end
$$;
create trigger experiments_owner after insert or update of template_client_id, template_id on experiments
  for each row execute function app.check_experiment_owner();

-- Shares the row with whoever reads, not with whoever starts it: no variant comes in beside a start. The version is the actor's
-- to see, of the very template; no foreign key says it, since the template may be that of a client above.
create function app.keep_experiment_variant() returns trigger
language plpgsql as $$
declare
  whole experiments;
begin
  select * into whole from experiments e where e.id = new.experiment_id for share;
  if whole.state is distinct from 'draft' then
    raise exception 'the variants of an experiment that was started never change'
      using errcode = 'check_violation', constraint = 'experiment_variants_immutable';
  end if;
  if not exists (select from prompt_templates p
    where p.client_id = whole.template_client_id and p.template_id = whole.template_id and p.version = new.version
      and p.kind = 'prompt') then
    raise exception 'the template has no version %', new.version
      using errcode = 'check_violation', constraint = 'experiment_variants_version';
  end if;
  return null;
end
$$;
create trigger experiment_variants_immutable after insert or update on experiment_variants
  for each row execute function app.keep_experiment_variant();

-- Its client and its author are not among what may change.
grant select, insert, delete,
  update (template_client_id, template_id, content_type, name, hypothesis, metric, expected_lift, minimum_sample,
    pass_rate_margin, cost_margin, state, plan, revision, promoted_variant, promoted_on)
  on experiments to hg_content_app;
grant select, insert, delete on experiment_variants to hg_content_app;
grant select, delete on experiments, experiment_variants to hg_content_rls;

alter table experiments enable row level security;
alter table experiments force row level security;
create policy experiments_helpers on experiments for select to hg_content_rls using (true);
create policy experiments_erase on experiments for delete to hg_content_rls using (true);
create policy experiments_select on experiments for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy experiments_insert on experiments for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy experiments_update on experiments for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy experiments_delete on experiments for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]) and state = 'draft');

alter table experiment_variants enable row level security;
alter table experiment_variants force row level security;
create policy experiment_variants_helpers on experiment_variants for select to hg_content_rls using (true);
create policy experiment_variants_select on experiment_variants for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy experiment_variants_insert on experiment_variants for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy experiment_variants_delete on experiment_variants for delete to hg_content_app
  using (
    client_id = any ((select app.visible_clients('admin'))::uuid[])
    and (client_id, experiment_id) in (select e.client_id, e.id from experiments e where e.state = 'draft'));

-- Of an erased client go its experiments, and those of its templates.
create function app.erase_experiments() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.experiments e where e.client_id = new.id or e.template_client_id = new.id;
  return null;
end
$$;
alter function app.erase_experiments() owner to hg_content_rls;
create trigger clients_erase_experiments after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_experiments();

-- The variant that a job was given. Without a foreign key, as the template: what was done stays written.
alter table jobs
  add column experiment_id uuid,
  add column experiment_variant text check (experiment_variant in ('a', 'b', 'c', 'd', 'e')),
  add constraint jobs_experiment_whole check ((experiment_id is null) = (experiment_variant is null));
create index jobs_experiment on jobs (experiment_id, client_id, experiment_variant) where experiment_id is not null;
-- What a plan is made from: the recent pieces of a template.
create index jobs_template on jobs (client_id, template_id, id) where template_id is not null;

-- The experiment that decides which version of a template serves a job of a client: the nearest client's, the content type
-- before `any`. Its variants as [{key, version, weight}]. Nothing for a client that is not visible.
create function app.running_experiment(client uuid, wanted public.content_type, named uuid)
returns table (id uuid, name text, variants jsonb)
language plpgsql stable rows 1 security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if app.role_on(client) is null then
    return;
  end if;
  return query
  select e.id, e.name::text, (
    select jsonb_agg(jsonb_build_object('key', v.key, 'version', v.version, 'weight', v.weight) order by v.key)
    from public.experiment_variants v where v.experiment_id = e.id)
  from public.experiments e
  join public.client_closure a on a.ancestor_id = e.client_id and a.descendant_id = client
  where e.state = 'running' and e.template_id = named and e.content_type in ('any', wanted)
  order by a.depth, e.content_type desc
  limit 1;
end
$$;
alter function app.running_experiment(uuid, public.content_type, uuid) owner to hg_content_rls;

-- Each job by what experiments compare; null where a metric says nothing of it. A piece from the cache is a copy of another one and is
-- measured nowhere; a cancelled job was ended by somebody; of one that failed it is known that it did not pass, and what it cost.
create view job_measures with (security_invoker = true) as
select j.client_id, j.id, j.experiment_id, j.experiment_variant, j.template_id, j.content_type, j.status, j.estimated_cost,
  calls.cached, j.parent_job_id is not null or j.parameters ? 'template_version' as repeated,
  case when measured and j.status = 'completed' then j.quality_score::float8 end as quality_score,
  case when measured then case j.status when 'failed' then 0 else j.quality_passed::int end::float8 end as pass_rate,
  case when measured and j.status = 'completed' then calls.repairs::float8 end as repairs,
  case when measured then (coalesce(j.estimated_cost, 0) * 1000000)::float8 end as cost,
  case when measured and j.status = 'completed' and not calls.batched then calls.seconds end as latency,
  case when measured then said.liked end as feedback,
  case when measured and j.status = 'completed' and j.emptied_at is null then edited.often end as edits
from jobs j
cross join lateral (
  select coalesce(bool_or(t.purpose = 'write' and t.cached_from_job_id is not null), false) as cached,
    coalesce(bool_or(t.price_factor <> 1), false) as batched,
    count(*) filter (where t.purpose = 'repair' and t.status = 'succeeded') as repairs,
    coalesce(sum(extract(epoch from t.ended_at - t.started_at)), 0)::float8 as seconds
  from job_attempts t where t.client_id = j.client_id and t.job_id = j.id
) calls
cross join lateral (select j.status in ('completed', 'failed') and not calls.cached as measured) ended
cross join lateral (
  select case when count(*) > 0 then (count(*) filter (where f.rating = 'up') * 2 > count(*))::int end::float8 as liked
  from feedback f where f.client_id = j.client_id and f.job_id = j.id
) said
cross join lateral (
  select exists (select from job_revisions r where r.job_id = j.id)::int::float8 as often
) edited;
grant select on job_measures to hg_content_rls;

create function app.moments(pieces bigint, mean float8, variance float8) returns jsonb
language sql immutable as $$ select jsonb_build_object('count', pieces, 'mean', mean, 'variance', variance) $$;

-- How the variants of an experiment do: jobs by state and cost, and of each metric the number of pieces, mean and sample variance.
-- Of jobs of the clients that are below the experiment's now. Nothing for an experiment that is not visible.
create function app.experiment_outcomes(experiment uuid)
returns table (
  variant text, assigned bigint, completed bigint, failed bigint, cancelled bigint, cached bigint, cost_usd numeric, metrics jsonb
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
      'edits', app.moments(count(m.edits), avg(m.edits), var_samp(m.edits)))
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

-- What the pieces of a template were like for a client and those below it, of jobs with an id from `first`: of the content type, or of
-- all for `any`. Neither repetitions nor pieces that named their version. Nothing for a client that is not visible.
create function app.template_baseline(client uuid, named uuid, wanted public.content_type, first uuid)
returns table (jobs bigint, metrics jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select count(*),
    jsonb_build_object(
      'quality_score', app.moments(count(m.quality_score), avg(m.quality_score), var_samp(m.quality_score)),
      'pass_rate', app.moments(count(m.pass_rate), avg(m.pass_rate), var_samp(m.pass_rate)),
      'repairs', app.moments(count(m.repairs), avg(m.repairs), var_samp(m.repairs)),
      'cost', app.moments(count(m.cost), avg(m.cost), var_samp(m.cost)),
      'latency', app.moments(count(m.latency), avg(m.latency), var_samp(m.latency)),
      'feedback', app.moments(count(m.feedback), avg(m.feedback), var_samp(m.feedback)),
      'edits', app.moments(count(m.edits), avg(m.edits), var_samp(m.edits)))
  from public.client_closure c
  join public.job_measures m on m.client_id = c.descendant_id and m.template_id = named and m.id >= first
  where c.ancestor_id = client
    and (c.depth = 0 or app.actor_id('client') is null)
    and (wanted = 'any' or m.content_type = wanted)
    and not m.repeated;
end
$$;
alter function app.template_baseline(uuid, uuid, public.content_type, uuid) owner to hg_content_rls;

-- Who made, started, stopped and promoted the experiments of a client, by name: who may read an experiment may know whose it
-- was. Nothing for a client that is not visible.
create function app.experiment_people(client uuid) returns table (actor text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select did.actor, u.name::text
  from (
    select distinct unnest(array[e.created_by, e.started_by, e.stopped_by, e.promoted_by]) as actor
    from public.experiments e where e.client_id = client
  ) did
  join public.users u on did.actor = 'user:' || u.id
  where client = any (app.visible_clients('viewer'));
end
$$;
alter function app.experiment_people(uuid) owner to hg_content_rls;

revoke execute on function app.experiment_people(uuid), app.running_experiment(uuid, public.content_type, uuid), app.experiment_outcomes(uuid),
  app.template_baseline(uuid, uuid, public.content_type, uuid) from public;
grant execute on function app.experiment_people(uuid), app.running_experiment(uuid, public.content_type, uuid), app.experiment_outcomes(uuid),
  app.template_baseline(uuid, uuid, public.content_type, uuid) to hg_content_app;

reset role;
