-- Test sets: saved briefs that a version of a prompt is tried on. Its pieces are trials: ordinary jobs and ordinary money, which
-- count for no strategy, are compared with no other piece, and of which nobody outside is told.
set local role hg_content_owner;

create table test_sets (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null references clients (id),
  name varchar(120) not null check (length(trim(name)) > 0),
  content_type content_type not null check (content_type <> 'any'),
  -- [{topic, keywords?, brief?}]
  briefs jsonb not null check (jsonb_typeof(briefs) = 'array' and jsonb_array_length(briefs) between 1 and 50),
  version int not null default 1,
  created_by text not null default app.actor(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (client_id, id)
);
create unique index test_sets_name on test_sets (client_id, lower(name));
create trigger test_sets_touch before update on test_sets for each row execute function app.touch();

create function app.number_test_set() returns trigger
language plpgsql as $$
begin
  new.version := old.version
    + ((new.name, new.content_type, new.briefs) is distinct from (old.name, old.content_type, old.briefs))::int;
  return new;
end
$$;
create trigger test_sets_number before update on test_sets for each row execute function app.number_test_set();

alter table batches add column is_trial boolean not null default false;
alter table jobs add column is_trial boolean not null default false;

-- A batch that tries one version of a template on a test set as it then was.
create table test_runs (
  batch_id uuid primary key,
  client_id uuid not null,
  test_set_id uuid not null,
  test_set_version int not null,
  template_id uuid not null,
  template_version int not null,
  -- As it was called then.
  template_name text not null,
  foreign key (client_id, batch_id) references batches (client_id, id),
  -- Who removes a test set removes what was noted about its runs; their pieces stay.
  foreign key (client_id, test_set_id) references test_sets (client_id, id) on delete cascade
);
create index test_runs_of_set on test_runs (client_id, test_set_id, batch_id desc);

grant select, insert, update, delete on test_sets to hg_content_app;
grant select, insert on test_runs to hg_content_app;
grant select, delete on test_sets to hg_content_rls;

alter table test_sets enable row level security;
alter table test_sets force row level security;
create policy test_sets_helpers on test_sets to hg_content_rls using (true) with check (true);
create policy test_sets_select on test_sets for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy test_sets_insert on test_sets for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]) and created_by = app.actor());
create policy test_sets_update on test_sets for update to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));
create policy test_sets_delete on test_sets for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]));

alter table test_runs enable row level security;
alter table test_runs force row level security;
create policy test_runs_select on test_runs for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy test_runs_insert on test_runs for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

-- Briefs are somebody's words; the runs go with them.
create function app.erase_test_sets() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.test_sets t where t.client_id = new.id;
  return null;
end
$$;
alter function app.erase_test_sets() owner to hg_content_rls;
revoke execute on function app.erase_test_sets() from public;
create trigger clients_erase_test_sets after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_test_sets();

-- The analytics of strategies read production alone.
drop index jobs_strategy;
create index jobs_strategy on jobs (client_id, strategy_id, id)
  include (strategy_version, status, quality_score, quality_passed, word_count, input_tokens, output_tokens, estimated_cost)
  where strategy_id is not null and not is_trial;

reset role;
set local role hg_content_rls;

-- As in 0019, without trials.
create or replace function app.strategy_outcomes(client uuid, wanted uuid, first uuid, behind uuid)
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
    and not j.is_trial
    and j.id >= first
    and j.id < behind
  group by 1, 2, 3, 4, 5;
end
$$;

-- As in 0101, without trials.
create or replace function app.feedback_outcomes(client uuid, wanted uuid, first uuid, behind uuid)
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
    and not j.is_trial
    and (wanted is null or j.strategy_id = wanted)
  group by 1, 2, 3, 4, 5;
end
$$;

-- As in 0065, without trials: whoever publishes what a webhook brings must not publish them.
create or replace function app.tell_webhooks_of_job() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  callback text;
  trial boolean;
  called uuid;
begin
  select j.parameters ->> 'callback_url', j.is_trial into callback, trial
  from public.jobs j where j.id = new.job_id and j.client_id = new.client_id;
  if trial then
    return null;
  end if;
  if callback is not null then
    called := (
      select w.id
      from public.client_closure a
      join public.webhooks w on w.client_id = a.ancestor_id and w.is_enabled
      where a.descendant_id = new.client_id and w.origin = app.url_origin(callback)
      order by a.depth, w.id limit 1);
  end if;
  insert into public.webhook_deliveries
    (client_id, webhook_id, event, subject_client_id, subject_id, callback_url, occurred_at)
  select w.client_id, w.id, 'job.' || new.status, new.client_id, new.job_id, case when w.id = called then callback end,
    new.created_at
  from public.client_closure a
  join public.webhooks w on w.client_id = a.ancestor_id and w.is_enabled
  where a.descendant_id = new.client_id and (w.id = called or 'job.' || new.status = any (w.events));
  if found then
    perform pg_notify('webhook_deliveries', '');
  end if;
  return null;
end
$$;

reset role;
set local role hg_content_owner;

-- As in 0086, without trials.
create or replace function app.tell_webhooks_of_batches(ended uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.webhook_deliveries (client_id, webhook_id, event, subject_client_id, subject_id, detail)
  select w.client_id, w.id, 'batch.ended', b.client_id, b.id, to_jsonb(counts)
  from public.batches b
  cross join lateral (
    select count(*) filter (where j.status = 'completed') as completed, count(*) filter (where j.status = 'failed') as failed,
      count(*) filter (where j.status = 'cancelled') as cancelled
    from (
      select distinct on (j.batch_row) j.status from public.jobs j
      where j.batch_id = b.id and j.client_id = b.client_id
      order by j.batch_row, j.id desc
    ) j
  ) counts
  join public.client_closure a on a.descendant_id = b.client_id
  join public.webhooks w on w.client_id = a.ancestor_id and w.is_enabled and 'batch.ended' = any (w.events)
  where b.id = any (ended) and not b.is_trial and counts.completed + counts.failed > 0;
  if found then
    perform pg_notify('webhook_deliveries', '');
  end if;
end
$$;

reset role;
