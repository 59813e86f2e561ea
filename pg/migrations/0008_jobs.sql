-- Jobs, partitioned by month of their UUIDv7 id, so that the key stays (id) and a look-up by id prunes.
set local role hg_content_owner;

create table jobs (
  id uuid not null default app.uuid_v7() primary key,
  client_id uuid not null references clients (id),
  content_type content_type not null check (content_type <> 'any'),
  -- The topic until the prompt is rendered, then the prompt's user part.
  prompt text not null,
  prompt_system text,
  llm_provider varchar(50) not null default 'openai',
  status job_status not null default 'pending',
  parameters jsonb not null default '{}',
  result jsonb,
  error_code varchar(60),
  error_message text,
  input_tokens int,
  output_tokens int,
  total_tokens int,
  -- The sum of the job's charges; the forecast is reserved_usd.
  estimated_cost numeric(16, 10),
  reserved_usd numeric(16, 10) not null default 0,
  provider_model varchar(100),
  strategy_id uuid,
  strategy_version int,
  -- {effective, layers} as merged at submission: what changes later does not touch an accepted job.
  strategy jsonb not null default '{}',
  template_id uuid,
  template_version int,
  template_name text,
  priority smallint not null default 5 check (priority between 1 and 10),
  created_by text not null,
  -- Claims so far. A worker writes only under the epoch it claimed.
  epoch int not null default 0,
  crashes int not null default 0,
  lease_until timestamptz,
  created_at timestamptz not null generated always as (app.uuid_time(id)) stored,
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz,
  topic text generated always as (parameters ->> 'topic') stored,
  title text generated always as (result ->> 'title') stored,
  word_count int generated always as ((result ->> 'word_count')::int) stored,
  quality_score numeric generated always as ((result -> 'quality' ->> 'score')::numeric) stored,
  unique (client_id, id)
) partition by range (id);
create index jobs_client_status on jobs (client_id, status, id);
create index jobs_unfinished on jobs (id) where status in ('pending', 'processing');
create trigger jobs_touch before update on jobs for each row execute function app.touch();

-- A final state is final. What a call cost may still arrive after a cancellation, and nothing else.
create function app.keep_final_job() returns trigger
language plpgsql as $$
declare
  -- Generated columns are not computed yet in a BEFORE trigger.
  open_columns constant text[] := array[
    'input_tokens', 'output_tokens', 'total_tokens', 'estimated_cost', 'updated_at',
    'created_at', 'topic', 'title', 'word_count', 'quality_score'];
begin
  if (to_jsonb(new) - open_columns) is distinct from (to_jsonb(old) - open_columns) then
    raise exception 'job % is % and never changes', old.id, old.status
      using errcode = 'check_violation', constraint = 'jobs_final';
  end if;
  return new;
end
$$;
create trigger jobs_keep_final before update on jobs for each row
  when (old.status in ('completed', 'failed', 'cancelled'))
  execute function app.keep_final_job();

-- One call to a provider, written before the call.
create table job_attempts (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null,
  job_id uuid not null,
  attempt int not null check (attempt > 0),
  epoch int not null,
  provider varchar(50) not null,
  model_requested varchar(100) not null,
  model_used varchar(100),
  status varchar(20) not null default 'started'
    check (status in ('started', 'succeeded', 'failed', 'aborted', 'lost')),
  error_class varchar(20) check (error_class in ('same_again', 'other_provider', 'give_up')),
  error_code varchar(60),
  error_message text,
  finish_reason varchar(40),
  input_tokens int,
  output_tokens int,
  cached_input_tokens int,
  cache_write_tokens int,
  reasoning_tokens int,
  -- What a crash leaves to charge by: the prompt's size, and the text that had arrived at the last heartbeat.
  prompt_tokens_estimate int not null,
  streamed_tokens_estimate int not null default 0,
  dropped_parameters text[] not null default '{}',
  provider_request_id text,
  price_id uuid not null references prices (id),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (job_id, attempt),
  unique (client_id, job_id, attempt),
  foreign key (client_id, job_id) references jobs (client_id, id)
);

create table charges (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null,
  job_id uuid not null,
  attempt int not null,
  amount_usd numeric(16, 10) not null check (amount_usd >= 0),
  -- True when the provider never said what was used.
  estimated boolean not null,
  price_id uuid not null references prices (id),
  created_at timestamptz not null default now(),
  unique (job_id, attempt),
  foreign key (client_id, job_id, attempt) references job_attempts (client_id, job_id, attempt)
);

create table job_events (
  id uuid not null default app.uuid_v7() primary key,
  client_id uuid not null,
  job_id uuid not null,
  status job_status not null,
  data jsonb not null default '{}',
  created_at timestamptz not null generated always as (app.uuid_time(id)) stored,
  foreign key (client_id, job_id) references jobs (client_id, id)
) partition by range (id);
create index job_events_client on job_events (client_id, id);
create index job_events_job on job_events (job_id, id);

-- Answers to repeat: kept 24 h. Rows of failed requests do not exist.
create table idempotency_keys (
  client_id uuid not null references clients (id),
  key varchar(200) not null,
  body_hash char(64) not null,
  job_id uuid not null,
  response jsonb not null,
  created_at timestamptz not null default now(),
  primary key (client_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

grant select, insert, update on jobs, job_attempts to hg_content_app;
grant select, insert on charges, job_events to hg_content_app;
grant select, insert, update, delete on idempotency_keys to hg_content_app;
grant select on jobs to hg_content_rls;

alter table jobs enable row level security;
alter table jobs force row level security;
create policy jobs_helpers on jobs for select to hg_content_rls using (true);
create policy jobs_select on jobs for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy jobs_insert on jobs for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));
create policy jobs_update on jobs for update to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

alter table job_attempts enable row level security;
alter table job_attempts force row level security;
create policy job_attempts_select on job_attempts for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy job_attempts_insert on job_attempts for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));
create policy job_attempts_update on job_attempts for update to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

alter table charges enable row level security;
alter table charges force row level security;
create policy charges_select on charges for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy charges_insert on charges for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

alter table job_events enable row level security;
alter table job_events force row level security;
create policy job_events_select on job_events for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy job_events_insert on job_events for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy idempotency_keys_all on idempotency_keys to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

-- Every change of status is an event, and every event wakes the listeners (ids only: the channel is not a tenant's).
create function app.record_job_status() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status then
    insert into public.job_events (client_id, job_id, status, data)
    values (new.client_id, new.id, new.status, jsonb_strip_nulls(jsonb_build_object(
      'provider', case when new.status <> 'pending' then new.llm_provider end,
      'model', new.provider_model,
      'quality_score', new.quality_score,
      'estimated_cost', new.estimated_cost::text,
      'error_code', new.error_code)));
  end if;
  return null;
end
$$;
create trigger jobs_record_status after insert or update of status on jobs
  for each row execute function app.record_job_status();

create function app.notify_job_event() returns trigger
language plpgsql as $$
begin
  perform pg_notify('job_events', concat_ws(' ', new.id, new.client_id, new.job_id, new.status));
  return null;
end
$$;
create trigger job_events_notify after insert on job_events for each row execute function app.notify_job_event();

reset role;
