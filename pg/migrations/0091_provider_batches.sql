-- Pieces that are written in the providers' own batches, within a day and for less. A job's request waits in
-- provider_batch_items, is gathered with others of its client into a provider_batches row and sent; the job rests meanwhile,
-- without a worker. Answers are settled as attempts of their jobs, once, and the jobs go on from there.
set local role hg_content_owner;

create table provider_batches (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null references clients (id),
  provider varchar(50) not null,
  model varchar(100) not null,
  -- The client's own key, or one from above; null for the platform's. What was sent with a key is asked for with it.
  provider_key_id uuid,
  size int not null check (size > 0),
  state varchar(10) not null default 'sending' check (state in ('sending', 'sent', 'ended')),
  -- When its sending began. Set while `sending`: whether the provider took it is not known yet.
  sent_at timestamptz,
  -- The provider's own name for it.
  provider_id varchar(200),
  -- When the provider gives up on what is not done.
  expires_at timestamptz,
  cancel_asked_at timestamptz,
  ended_at timestamptz,
  -- How often sending it failed in a way that may pass.
  failures int not null default 0,
  -- When somebody looks at it next; whoever does puts this off, so that a lost worker is waited for and no more.
  next_look_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (client_id, id),
  constraint provider_batches_sent check (state <> 'sent' or provider_id is not null),
  constraint provider_batches_end check ((state = 'ended') = (ended_at is not null))
);
create index provider_batches_due on provider_batches (next_look_at) where state <> 'ended';
create index provider_batches_client on provider_batches (client_id, created_at);

create table provider_batch_items (
  job_id uuid primary key,
  client_id uuid not null,
  batch_id uuid,
  provider varchar(50) not null,
  model varchar(100) not null,
  provider_key_id uuid,
  price_id uuid not null references prices (id),
  epoch int not null,
  -- What is sent: there until it is known to have been taken.
  request jsonb,
  -- The format that the answer comes in.
  format varchar(20),
  prompt_tokens int not null,
  dropped_parameters text[] not null default '{}',
  choice jsonb not null default '{}',
  -- What the client's cache finds the answer by, and for how long; null without a cache.
  answer_key bytea check (octet_length(answer_key) = 32),
  ttl_seconds int,
  -- dropped: its job ended before it was sent.
  state varchar(10) not null default 'waiting' check (state in ('waiting', 'sent', 'answered', 'failed', 'dropped')),
  -- {text, finishReason, provider, model, modelUsed}: there until its job ends.
  answer jsonb,
  error_class varchar(20),
  error_code varchar(60),
  error_message text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (client_id, job_id) references jobs (client_id, id),
  foreign key (client_id, batch_id) references provider_batches (client_id, id),
  constraint provider_batch_items_key check ((answer_key is null) = (ttl_seconds is null)),
  constraint provider_batch_items_batch check (state in ('waiting', 'dropped') or batch_id is not null),
  constraint provider_batch_items_end check ((state in ('waiting', 'sent')) = (ended_at is null))
);
create index provider_batch_items_waiting on provider_batch_items (client_id, created_at) where state = 'waiting';
create index provider_batch_items_batch on provider_batch_items (batch_id);
create index provider_batch_items_key on provider_batch_items (client_id, answer_key) where state in ('waiting', 'sent');

-- What a call cost of its price: less than 1 in a provider's batch.
alter table job_attempts add column price_factor numeric(4, 3) not null default 1 check (price_factor > 0 and price_factor <= 1);

grant select, insert, update on provider_batches, provider_batch_items to hg_content_app;
grant select, update, delete on provider_batches, provider_batch_items to hg_content_rls;

do $$
declare
  one text;
begin
  foreach one in array array['provider_batches', 'provider_batch_items'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I to hg_content_rls using (true) with check (true)', one || '_helpers', one);
    execute format('create policy %I on %I for select to hg_content_app
      using (client_id = any ((select app.visible_clients(''viewer''))::uuid[]))', one || '_select', one);
    -- Written by the worker alone, which acts as the client.
    execute format('create policy %I on %I for insert to hg_content_app
      with check (client_id = (select app.actor_id(''client'')))', one || '_insert', one);
    execute format('create policy %I on %I for update to hg_content_app
      using (client_id = (select app.actor_id(''client''))) with check (client_id = (select app.actor_id(''client'')))',
      one || '_update', one);
  end loop;
end
$$;

-- Clients with requests that have waited for company long enough: none came for `quiet`, or the oldest waits for `longest`.
-- Ids only.
create function app.ripe_batch_clients(quiet interval, longest interval) returns setof uuid
language sql stable rows 10 security definer set search_path = pg_catalog, pg_temp as $$
  select i.client_id from public.provider_batch_items i
  where i.state = 'waiting'
  group by i.client_id
  having max(i.created_at) <= now() - quiet or min(i.created_at) <= now() - longest
$$;

-- Takes due batches of all tenants, ids only, and puts each off by `lease`: whoever takes them has that long.
create function app.take_provider_batches(lease interval, page int) returns table (id uuid, client_id uuid)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.provider_batches b set next_look_at = now() + lease
  from (
    select d.id from public.provider_batches d
    where d.state <> 'ended' and d.next_look_at <= now()
    order by d.next_look_at limit page
    for update skip locked
  ) due
  where b.id = due.id
  returning b.id, b.client_id
$$;

-- Removes what ended more than 30 days ago, of all tenants; says how many requests.
create function app.purge_provider_batches() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  removed int;
begin
  delete from public.provider_batch_items i where i.ended_at < now() - interval '30 days';
  get diagnostics removed = row_count;
  delete from public.provider_batches b
  where b.ended_at < now() - interval '30 days'
    and not exists (select from public.provider_batch_items i where i.batch_id = b.id);
  return removed;
end
$$;

-- An ended job needs its request and its answer no more; what is under way is still settled. An erased client keeps nothing.
create function app.shed_batch_texts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_argv[0] = 'client' then
    update public.provider_batch_items i set request = null, answer = null, error_message = null where i.client_id = new.id;
  else
    update public.provider_batch_items i
    set answer = null, error_message = null, request = case when i.state = 'sent' then i.request end
    where i.job_id = new.id;
  end if;
  return null;
end
$$;
create trigger jobs_shed_batch after update of status on jobs for each row
  when (old.status in ('pending', 'processing') and new.status in ('completed', 'failed', 'cancelled'))
  execute function app.shed_batch_texts('job');
create trigger jobs_erase_batch after update of emptied_at on jobs for each row
  when (old.emptied_at is null and new.emptied_at is not null) execute function app.shed_batch_texts('job');
create trigger clients_erase_batch after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.shed_batch_texts('client');

do $$
declare
  one text;
begin
  foreach one in array array['ripe_batch_clients(interval, interval)', 'take_provider_batches(interval, int)',
    'purge_provider_batches()', 'shed_batch_texts()'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
  end loop;
end
$$;
grant execute on function app.ripe_batch_clients(interval, interval), app.take_provider_batches(interval, int),
  app.purge_provider_batches() to hg_content_app;

-- What waited in a batch says nothing about a provider's speed.
set local role hg_content_rls;
create or replace function app.recent_calls(since interval)
returns table (provider text, model text, age_seconds int, calls int, failures int, output_tokens bigint, seconds float8)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.provider, a.model_requested,
    (floor(extract(epoch from now() - a.started_at) / 300) * 300 + 150)::int,
    count(*)::int,
    (count(*) filter (where a.status = 'failed'))::int,
    coalesce(sum(a.output_tokens) filter (where a.status = 'succeeded'), 0)::bigint,
    coalesce(sum(extract(epoch from a.ended_at - a.started_at)) filter (where a.status = 'succeeded'), 0)::float8
  from public.job_attempts a
  where a.id >= app.uuid_floor(now() - since) and a.cached_from_job_id is null and a.price_factor = 1
    and (a.status = 'succeeded' or (a.status = 'failed' and a.error_code in ('provider_unavailable', 'deadline_exceeded')))
  group by 1, 2, 3
$$;

reset role;
