-- Webhooks: where a client wants to be told of what became of its jobs, and each telling, written with what it tells.
set local role hg_content_owner;

create table webhooks (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null references clients (id),
  url text not null check (length(url) <= 2000),
  -- Scheme, host and port of the address: a request's callback must share it.
  origin text not null,
  description text not null default '' check (length(description) <= 200),
  events text[] not null check (cardinality(events) between 1 and 20),
  -- Sealed with ENCRYPTION_KEYS, bound to `webhooks.secret:<id>`. After a rotation both sign for a day.
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz,
  is_enabled boolean not null default true,
  -- Why it was switched off; null while it is on.
  disabled_for varchar(20) check (disabled_for in ('person', 'failing', 'gone')),
  -- Since when nothing has arrived there; null while it answers.
  failing_since timestamptz,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (client_id, id),
  constraint webhooks_disabled check (is_enabled = (disabled_for is null)),
  constraint webhooks_previous check ((previous_secret is null) = (previous_secret_until is null))
);
create index webhooks_enabled on webhooks (client_id) where is_enabled;
create trigger webhooks_touch before update on webhooks for each row execute function app.touch();

create function app.stamp_webhook() returns trigger
language plpgsql as $$
begin
  new.created_by := coalesce(app.actor(), new.created_by);
  return new;
end
$$;
create trigger webhooks_stamp before insert on webhooks for each row execute function app.stamp_webhook();

-- One event on its way to one webhook. It holds ids; what it says is read from the subject when it is sent.
create table webhook_deliveries (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null,
  webhook_id uuid not null,
  event varchar(40) not null,
  -- Whom and what the event is about: a client at or below the webhook's, and one of its things.
  subject_client_id uuid not null references clients (id),
  subject_id uuid not null,
  -- A request's own callback, in place of the webhook's address.
  callback_url text,
  occurred_at timestamptz not null default now(),
  status varchar(20) not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- When it is tried next; a worker that takes it puts this off, so that a lost worker is waited for and no more.
  next_attempt_at timestamptz not null default now(),
  -- What came of each try: [{at, status, error, duration_ms}].
  attempts jsonb not null default '[]',
  ended_at timestamptz,
  foreign key (client_id, webhook_id) references webhooks (client_id, id) on delete cascade,
  constraint webhook_deliveries_end check ((status = 'pending') = (ended_at is null))
);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where status = 'pending';
create index webhook_deliveries_list on webhook_deliveries (webhook_id, id);
create index webhook_deliveries_age on webhook_deliveries (ended_at);

grant select (id, client_id, url, origin, description, events, previous_secret_until, is_enabled, disabled_for,
  failing_since, created_by, created_at, updated_at) on webhooks to hg_content_app;
grant insert (id, client_id, url, origin, description, events, secret), delete on webhooks to hg_content_app;
grant update (url, origin, description, events, secret, previous_secret, previous_secret_until, is_enabled, disabled_for,
  failing_since) on webhooks to hg_content_app;
grant select on webhook_deliveries to hg_content_app;
grant insert (client_id, webhook_id, event, subject_client_id, subject_id) on webhook_deliveries to hg_content_app;
grant update (status, next_attempt_at, attempts, ended_at) on webhook_deliveries to hg_content_app;
grant select, delete on webhooks to hg_content_rls;
grant select, insert, update (status, next_attempt_at, ended_at), delete on webhook_deliveries to hg_content_rls;

alter table webhooks enable row level security;
alter table webhooks force row level security;
create policy webhooks_helpers on webhooks to hg_content_rls using (true) with check (true);
create policy webhooks_select on webhooks for select to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]));
create policy webhooks_insert on webhooks for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));
create policy webhooks_update on webhooks for update to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));
create policy webhooks_delete on webhooks for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]));

alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy webhook_deliveries_helpers on webhook_deliveries to hg_content_rls using (true) with check (true);
create policy webhook_deliveries_select on webhook_deliveries for select to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]));
-- Of one's own client only, and about it: a test. All others are written by what happened.
create policy webhook_deliveries_insert on webhook_deliveries for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]) and subject_client_id = client_id);
create policy webhook_deliveries_update on webhook_deliveries for update to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

-- Scheme, host and port of an address as the URL standard writes it.
create function app.url_origin(url text) returns text
language sql immutable parallel safe as $$ select substring(url from '^https?://[^/?#]+') $$;

-- A job that ended is told to every webhook that asked, of its client and of those above it; to the one that shares the
-- request's callback in any case, at that address, and once.
create function app.tell_webhooks_of_job() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  callback constant text := (
    select j.parameters ->> 'callback_url' from public.jobs j where j.id = new.job_id and j.client_id = new.client_id);
  called uuid;
begin
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
create trigger job_events_webhooks after insert on job_events for each row
  when (new.status in ('completed', 'failed', 'cancelled'))
  execute function app.tell_webhooks_of_job();

-- Whether a request's callback may be asked for: a webhook of the client or of one above it stands at its origin.
create function app.callback_allowed(client uuid, callback text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return client = any (app.visible_clients('member')) and exists (
    select from public.client_closure a
    join public.webhooks w on w.client_id = a.ancestor_id and w.is_enabled
    where a.descendant_id = client and w.origin = app.url_origin(callback));
end
$$;

-- Takes due deliveries of all tenants, ids only, and puts each off by `lease`: whoever takes them has that long. So many
-- of one webhook at most, and none of the busy ones, that one slow address cannot hold up the others.
create function app.take_webhook_deliveries(wanted int, per_webhook int, busy uuid[], lease interval)
returns table (id uuid, client_id uuid, webhook_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with due as (
    select d.id from public.webhook_deliveries d
    where d.status = 'pending' and d.next_attempt_at <= now() and d.webhook_id <> all (busy)
    order by d.next_attempt_at
    limit 1000 for update skip locked
  ), ranked as (
    select d.id, row_number() over (partition by d.webhook_id order by d.next_attempt_at, d.id) as place
    from public.webhook_deliveries d where d.id in (select due.id from due)
  )
  update public.webhook_deliveries d set next_attempt_at = now() + lease
  from (select r.id from ranked r where r.place <= per_webhook order by r.place, r.id limit wanted) taken
  where d.id = taken.id
  returning d.id, d.client_id, d.webhook_id;
end
$$;

-- What signs for a webhook, sealed: for the worker, which acts as the webhook's client.
create function app.webhook_secrets(webhook uuid) returns table (secret text, previous_secret text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select w.secret, case when w.previous_secret_until > now() then w.previous_secret end
  from public.webhooks w where w.id = webhook and w.client_id = app.actor_id('client');
end
$$;

-- Removes deliveries that ended before `cutoff`, of all tenants; says how many.
create function app.purge_webhook_deliveries(cutoff timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  removed int;
begin
  if cutoff > now() - interval '1 day' then
    raise exception 'a purge removes what is older than a day' using errcode = 'invalid_parameter_value';
  end if;
  delete from public.webhook_deliveries d where d.ended_at < cutoff;
  get diagnostics removed = row_count;
  return removed;
end
$$;

-- An erased client's addresses go with it, and what was told there.
create function app.erase_webhooks() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.webhooks w where w.client_id = new.id;
  delete from public.webhook_deliveries d where d.subject_client_id = new.id;
  return null;
end
$$;
create trigger clients_erase_webhooks after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null)
  execute function app.erase_webhooks();

do $$
declare
  one text;
begin
  foreach one in array array['tell_webhooks_of_job()', 'callback_allowed(uuid, text)', 'webhook_secrets(uuid)',
    'take_webhook_deliveries(int, int, uuid[], interval)', 'purge_webhook_deliveries(timestamptz)', 'erase_webhooks()'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
  end loop;
end
$$;
grant execute on function app.callback_allowed(uuid, text), app.webhook_secrets(uuid),
  app.take_webhook_deliveries(int, int, uuid[], interval), app.purge_webhook_deliveries(timestamptz) to hg_content_app;

reset role;
