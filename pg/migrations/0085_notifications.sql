-- Notifications: who is told of what, in the app, by mail and in a client's Slack. What happens is written into an outbox by
-- its own transaction, as ids; a worker then works out who is told and groups it, so that many pieces are one message. Names
-- and titles are read when something is shown or sent, as the one it is shown to: nothing of a client's lies here.
set local role hg_content_owner;

-- What happened and has not been told on yet.
create table notice_events (
  id uuid primary key default app.uuid_v7(),
  -- `batch_piece`: a piece of a batch ended; it says something only when it was the last.
  kind varchar(30) not null check (kind in
    ('content_ready', 'job_failed', 'batch_piece', 'budget_near', 'budget_spent', 'provider_down')),
  -- Null: it is about the whole installation.
  client_id uuid references clients (id),
  job_id uuid,
  batch_id uuid,
  -- Who asked for the piece.
  created_by text,
  -- Which alert ({month, level, limit_usd}), or which provider ({provider}).
  detail jsonb not null default '{}',
  occurred_at timestamptz not null default now()
);

-- Where a client's channel in Slack listens, and what is told there of the client and of everything below it.
create table slack_channels (
  client_id uuid primary key references clients (id),
  -- The address, sealed with ENCRYPTION_KEYS and bound to `slack_channels.secret:<client_id>`: whoever has it may post.
  secret text not null,
  -- What of it may be shown: the host and the last four signs.
  hint varchar(300) not null,
  kinds text[] not null check (cardinality(kinds) between 1 and 10),
  is_enabled boolean not null default true,
  -- Why it was switched off; null while it is on.
  disabled_for varchar(20) check (disabled_for in ('person', 'failing', 'gone')),
  -- Since when nothing has arrived there, and what the last try met; null while it takes what is sent.
  failing_since timestamptz,
  last_error varchar(300),
  last_sent_at timestamptz,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint slack_channels_disabled check (is_enabled = (disabled_for is null))
);
create trigger slack_channels_touch before update of secret, kinds, is_enabled on slack_channels
  for each row execute function app.touch();
create trigger slack_channels_stamp before insert on slack_channels for each row execute function app.stamp_webhook();

-- What somebody wants to be told; without a row, as app.notice_defaults says.
create table notification_preferences (
  user_id uuid not null references users (id) on delete cascade,
  kind varchar(30) not null check (kind in
    ('content_ready', 'job_failed', 'batch_ended', 'budget_near', 'budget_spent', 'provider_down')),
  in_app boolean not null,
  email boolean not null,
  -- own: what one asked for, and what one answers for; all: of every client that one may see.
  scope varchar(10) not null check (scope in ('own', 'all')),
  updated_at timestamptz not null default now(),
  primary key (user_id, kind)
);
create trigger notification_preferences_touch before update on notification_preferences
  for each row execute function app.touch();

-- One thing told to one receiver by one way: many alike are one row.
create table notifications (
  id uuid primary key default app.uuid_v7(),
  channel varchar(10) not null check (channel in ('app', 'email', 'slack')),
  -- The receiver: a person, or the channel of a client.
  user_id uuid references users (id) on delete cascade,
  slack_client_id uuid references clients (id),
  -- Whom it is about; null: the whole installation.
  client_id uuid references clients (id),
  kind varchar(30) not null check (kind in
    ('content_ready', 'job_failed', 'batch_ended', 'budget_near', 'budget_spent', 'provider_down')),
  -- What is grouped together within a client and a kind.
  group_key varchar(100) not null,
  detail jsonb not null default '{}',
  -- How many things it stands for, and the latest five of them: jobs, or the one batch.
  count int not null default 1 check (count > 0),
  subject_ids uuid[] not null default '{}',
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- Until when more of the same joins this row; null: nothing does.
  open_until timestamptz,
  read_at timestamptz,
  -- shown: in the app. sending: a worker is at it, or died at it; then it is tried again, under the same message id.
  status varchar(10) not null check (status in ('shown', 'waiting', 'sending', 'sent', 'failed')),
  -- When it is sent, or tried again.
  due_at timestamptz,
  -- What goes out together shares this; the message's id is made of it.
  letter uuid,
  tries int not null default 0,
  last_error varchar(300),
  sent_at timestamptz,
  constraint notifications_receiver check (case channel when 'slack'
    then user_id is null and slack_client_id is not null else user_id is not null and slack_client_id is null end),
  constraint notifications_shown check ((channel = 'app') = (status = 'shown')),
  constraint notifications_due check ((status in ('waiting', 'sending')) = (due_at is not null)),
  constraint notifications_sent check ((status = 'sent') = (sent_at is not null))
);
create index notifications_list on notifications (user_id, id desc) where channel = 'app';
create index notifications_unread on notifications (user_id) where channel = 'app' and read_at is null;
create index notifications_open on notifications (open_until) where open_until is not null;
create index notifications_due on notifications (due_at) where status in ('waiting', 'sending');
create index notifications_letter on notifications (letter) where letter is not null;
create index notifications_client on notifications (client_id);
create index notifications_slack on notifications (slack_client_id) where slack_client_id is not null;

-- Since when a provider is down: that its circuits open again and again is one outage.
create table provider_outages (
  provider varchar(50) primary key,
  since timestamptz not null,
  last_at timestamptz not null
);

grant select on notifications to hg_content_app;
grant update (read_at, status, due_at, last_error, sent_at) on notifications to hg_content_app;
grant select, insert, update on notification_preferences to hg_content_app;
grant select (client_id, hint, kinds, is_enabled, disabled_for, failing_since, last_error, last_sent_at, created_by,
  created_at, updated_at) on slack_channels to hg_content_app;
grant insert (client_id, secret, hint, kinds), delete on slack_channels to hg_content_app;
grant update (secret, hint, kinds, is_enabled, disabled_for, failing_since, last_error, last_sent_at) on slack_channels
  to hg_content_app;
grant select, insert, delete, update (id) on notice_events to hg_content_rls;
grant select, delete on slack_channels to hg_content_rls;
grant select, delete on notification_preferences to hg_content_rls;
grant select, insert, update, delete on notifications to hg_content_rls;
grant select, insert, update on provider_outages to hg_content_rls;
grant select on batches to hg_content_rls;

do $$
declare
  one text;
begin
  foreach one in array array['notice_events', 'slack_channels', 'notification_preferences', 'notifications',
    'provider_outages'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I to hg_content_rls using (true) with check (true)', one || '_helpers', one);
  end loop;
end
$$;

-- A person sees what they were told as long as they may see the client; the worker acts as the one it sends for.
create policy notifications_select on notifications for select to hg_content_app
  using (slack_client_id = app.actor_id('client') or user_id = app.actor_id('user')
    and (client_id is null or client_id = any ((select app.visible_clients('viewer'))::uuid[])));
create policy notifications_update on notifications for update to hg_content_app
  using (slack_client_id = app.actor_id('client') or user_id = app.actor_id('user')
    and (client_id is null or client_id = any ((select app.visible_clients('viewer'))::uuid[])))
  with check (slack_client_id = app.actor_id('client') or user_id = app.actor_id('user')
    and (client_id is null or client_id = any ((select app.visible_clients('viewer'))::uuid[])));

create policy notification_preferences_select on notification_preferences for select to hg_content_app
  using (user_id = app.actor_id('user'));
create policy notification_preferences_insert on notification_preferences for insert to hg_content_app
  with check (user_id = app.actor_id('user'));
create policy notification_preferences_update on notification_preferences for update to hg_content_app
  using (user_id = app.actor_id('user')) with check (user_id = app.actor_id('user'));

-- For those who answer for the client, and for the worker, which notes how it went as the client.
create policy slack_channels_select on slack_channels for select to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]) or client_id = app.actor_id('client'));
create policy slack_channels_insert on slack_channels for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy slack_channels_update on slack_channels for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]) or client_id = app.actor_id('client'))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]) or client_id = app.actor_id('client'));
create policy slack_channels_delete on slack_channels for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]));

-- A job that ended. Of a batch only that one more of its pieces did; a piece that somebody cancelled alone is no news.
create function app.note_ended_job() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.notice_events (kind, client_id, job_id, batch_id, created_by)
  select case when j.batch_id is not null then 'batch_piece' when new.status = 'completed' then 'content_ready'
      else 'job_failed' end, j.client_id, j.id, j.batch_id, j.created_by
  from public.jobs j
  where j.id = new.job_id and j.client_id = new.client_id and (j.batch_id is not null or new.status <> 'cancelled');
  if found then
    perform pg_notify('notices', '');
  end if;
  return null;
end
$$;
create trigger job_events_notices after insert on job_events for each row
  when (new.status in ('completed', 'failed', 'cancelled'))
  execute function app.note_ended_job();

create function app.note_budget_alert() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.notice_events (kind, client_id, detail)
  values (case new.level when 'soft' then 'budget_near' else 'budget_spent' end, new.client_id,
    jsonb_build_object('month', new.month, 'level', new.level, 'limit_usd', new.limit_usd::text));
  perform pg_notify('notices', '');
  return null;
end
$$;
create trigger budget_alerts_notices after insert on budget_alerts for each row execute function app.note_budget_alert();

-- A provider's circuit opened. It is news when none of its circuits did for half an hour; says whether it was.
create function app.note_provider_down(down text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_news boolean;
begin
  insert into public.provider_outages as o (provider, since, last_at) values (down, now(), now())
  on conflict (provider) do update set last_at = now(),
    since = case when o.last_at < now() - interval '30 minutes' then now() else o.since end
  returning o.since = now() into is_news;
  if is_news then
    insert into public.notice_events (kind, detail) values ('provider_down', jsonb_build_object('provider', down));
    perform pg_notify('notices', '');
  end if;
  return is_news;
end
$$;

-- What people are told who have said nothing about it.
create function app.notice_defaults() returns table (kind text, in_app boolean, email boolean, scope text)
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  values ('content_ready', true, false, 'own'), ('job_failed', true, true, 'own'), ('batch_ended', true, true, 'own'),
    ('budget_near', true, true, 'own'), ('budget_spent', true, true, 'own'), ('provider_down', true, true, 'own')
$$;

-- Works out who is told of up to `page` events, oldest first, and groups it: pieces that end within `digest` of the first
-- are one row; a batch is one when its last piece has ended. One caller at a time. Says how many events it took.
create function app.fan_out_notices(page int, digest interval) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  events public.notice_events[];
  ended uuid[];
begin
  perform pg_advisory_xact_lock(hashtext('app.notices'));
  with oldest as (
    select e.id from public.notice_events e order by e.id limit page for update skip locked
  ), taken as (
    delete from public.notice_events e using oldest o where e.id = o.id returning e as event
  )
  select array_agg(t.event order by (t.event).id) into events from taken t;
  if events is null then
    return 0;
  end if;
  -- All of a batch's pieces have ended, and what said so is in the outbox: that is told once, with this.
  ended := array(
    select distinct e.batch_id from unnest(events) e
    where e.kind = 'batch_piece' and not exists (
      select from public.jobs j
      where j.batch_id = e.batch_id and j.client_id = e.client_id and j.status in ('pending', 'processing')));
  delete from public.notice_events e where e.kind = 'batch_piece' and e.batch_id = any (ended);

  with told as materialized (
    select e.kind::text as kind, e.client_id, e.job_id as subject_id, e.created_by, e.detail, e.occurred_at,
      case when e.kind in ('content_ready', 'job_failed') then 'pieces'
        else concat_ws(' ', e.detail ->> 'provider', e.detail ->> 'month', e.detail ->> 'level', e.detail ->> 'limit_usd')
      end as group_key
    from unnest(events) e
    where e.kind <> 'batch_piece'
    union all
    select 'batch_ended', b.client_id, b.id, b.created_by, '{}', now(), b.id::text
    from public.batches b
    where b.id = any (ended) and exists (
      select from public.jobs j
      where j.batch_id = b.id and j.client_id = b.client_id and j.status in ('completed', 'failed'))
  ), about as materialized (
    select distinct t.client_id from told t where t.client_id is not null
  ), answering as (
    -- How far up those are who answer for a client: the nearest level that has owners or admins.
    select c.client_id, min(a.depth) as depth
    from about c
    join public.client_closure a on a.descendant_id = c.client_id
    join public.memberships m on m.client_id = a.ancestor_id and m.role >= 'admin'
    group by c.client_id
  ), people as materialized (
    select c.client_id, m.user_id, coalesce(bool_or(m.role >= 'admin' and a.depth = n.depth), false) as answers
    from about c
    join public.client_closure a on a.descendant_id = c.client_id
    join public.memberships m on m.client_id = a.ancestor_id
    left join answering n on n.client_id = c.client_id
    group by c.client_id, m.user_id
  ), concerned as (
    select t.kind, t.client_id, t.subject_id, t.detail, t.occurred_at, t.group_key, p.user_id,
      case when t.created_by like 'user:%' then t.created_by = 'user:' || p.user_id else p.answers end as is_own
    from told t
    join people p on p.client_id = t.client_id
    union all
    select distinct t.kind, null::uuid, t.subject_id, t.detail, t.occurred_at, t.group_key, m.user_id, true
    from told t
    join public.memberships m on m.role >= 'admin'
    join public.clients c on c.id = m.client_id and c.type in ('root', 'agency') and c.archived_at is null
    where t.client_id is null
  ), wanted as (
    select c.*, coalesce(p.in_app, d.in_app) as in_app, coalesce(p.email, d.email) as email
    from concerned c
    join app.notice_defaults() d on d.kind = c.kind
    left join public.notification_preferences p on p.user_id = c.user_id and p.kind = c.kind
    where c.is_own or coalesce(p.scope, d.scope) = 'all'
  ), sent as (
    select 'app' as channel, w.user_id, null::uuid as slack_client_id, w.client_id, w.kind, w.subject_id, w.detail,
      w.occurred_at, w.group_key
    from wanted w where w.in_app
    union all
    select 'email', w.user_id, null, w.client_id, w.kind, w.subject_id, w.detail, w.occurred_at, w.group_key
    from wanted w where w.email
    union all
    select 'slack', null, s.client_id, t.client_id, t.kind, t.subject_id, t.detail, t.occurred_at, t.group_key
    from told t
    join public.client_closure a on a.descendant_id = t.client_id
    join public.slack_channels s on s.client_id = a.ancestor_id
    where s.is_enabled and t.kind = any (s.kinds)
    union all
    select 'slack', null, s.client_id, null, t.kind, t.subject_id, t.detail, t.occurred_at, t.group_key
    from told t
    join public.slack_channels s on s.is_enabled and t.kind = any (s.kinds)
    join public.clients c on c.id = s.client_id and c.type in ('root', 'agency') and c.archived_at is null
    where t.client_id is null
  ), grouped as materialized (
    select s.channel, s.user_id, s.slack_client_id, s.client_id, s.kind, s.group_key, s.detail, count(*)::int as count,
      coalesce((array_agg(s.subject_id order by s.occurred_at desc) filter (where s.subject_id is not null))[1:5], '{}')
        as subject_ids,
      min(s.occurred_at) as first_at, max(s.occurred_at) as last_at
    from sent s
    group by s.channel, s.user_id, s.slack_client_id, s.client_id, s.kind, s.group_key, s.detail
  ), grown as (
    -- One that was read is news again.
    update public.notifications n
    set count = n.count + g.count, subject_ids = (g.subject_ids || n.subject_ids)[1:5],
      last_at = greatest(n.last_at, g.last_at), read_at = null
    from grouped g
    where n.open_until > now() and n.status in ('shown', 'waiting') and n.channel = g.channel and n.kind = g.kind
      and n.group_key = g.group_key and n.client_id = g.client_id and n.user_id is not distinct from g.user_id
      and n.slack_client_id is not distinct from g.slack_client_id
    returning n.channel, n.user_id, n.slack_client_id, n.client_id, n.kind, n.group_key
  )
  insert into public.notifications (channel, user_id, slack_client_id, client_id, kind, group_key, detail, count, subject_ids,
    first_at, last_at, open_until, status, due_at)
  select g.channel, g.user_id, g.slack_client_id, g.client_id, g.kind, g.group_key, g.detail, g.count, g.subject_ids,
    g.first_at, g.last_at, o.until, case g.channel when 'app' then 'shown' else 'waiting' end,
    case when g.channel <> 'app' then coalesce(o.until, now()) end
  from grouped g
  cross join lateral (select case when g.group_key = 'pieces' then now() + digest end as until) o
  where not exists (
    select from grown w
    where w.channel = g.channel and w.kind = g.kind and w.group_key = g.group_key and w.client_id = g.client_id
      and w.user_id is not distinct from g.user_id and w.slack_client_id is not distinct from g.slack_client_id);
  return cardinality(events);
end
$$;

-- Takes up to `wanted` messages that are due, each for `lease`: all that is due for one receiver is one message, and one that
-- was tried before stays what it was. What its receiver may not be told any more goes. Ids only.
create function app.take_notices(wanted int, lease interval)
returns table (letter uuid, channel text, user_id uuid, slack_client_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(hashtext('app.notices'));
  delete from public.notifications n
  where n.status in ('waiting', 'sending') and n.due_at <= now() and not case
    when n.channel = 'slack' then exists (
      select from public.slack_channels s
      where s.client_id = n.slack_client_id and s.is_enabled and (n.client_id is null or exists (
        select from public.client_closure a where a.ancestor_id = s.client_id and a.descendant_id = n.client_id)))
    when n.client_id is null then exists (
      select from public.memberships m join public.clients c on c.id = m.client_id and c.type in ('root', 'agency')
      where m.user_id = n.user_id and m.role >= 'admin')
    else exists (
      select from public.memberships m
      join public.client_closure a on a.ancestor_id = m.client_id and a.descendant_id = n.client_id
      where m.user_id = n.user_id) end;
  return query
  with due as (
    select n.id, n.channel, n.user_id, n.slack_client_id, n.letter, n.due_at
    from public.notifications n
    where n.status in ('waiting', 'sending') and n.due_at <= now()
    order by n.due_at, n.id
    limit 1000 for update
  ), addressed as (
    select d.id, d.due_at, coalesce(d.letter, first_value(d.id) over (
      partition by d.channel, d.user_id, d.slack_client_id, d.letter is null order by d.id)) as letter
    from due d
  ), chosen as (
    select a.letter from addressed a group by a.letter order by min(a.due_at), a.letter limit wanted
  ), taken as (
    update public.notifications n
    set status = 'sending', letter = a.letter, due_at = now() + lease, tries = n.tries + 1
    from addressed a
    where n.id = a.id and a.letter in (select c.letter from chosen c)
    returning n.letter, n.channel, n.user_id, n.slack_client_id
  )
  select distinct t.letter, t.channel::text, t.user_id, t.slack_client_id from taken t;
end
$$;

-- The address of a client's channel, sealed: for the worker, which acts as the client.
create function app.slack_secret(client uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select s.secret from public.slack_channels s where s.client_id = client and s.client_id = app.actor_id('client'));
end
$$;

-- Removes what was told in the app before `shown` and what was sent, or could not be, before `ended`; says how much.
create function app.purge_notices(shown timestamptz, ended timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  removed int;
begin
  if greatest(shown, ended) > now() - interval '1 day' then
    raise exception 'a purge removes what is older than a day' using errcode = 'invalid_parameter_value';
  end if;
  delete from public.notifications n
  where n.status = 'shown' and n.last_at < shown or n.status in ('sent', 'failed') and n.last_at < ended;
  get diagnostics removed = row_count;
  return removed;
end
$$;

-- A channel that is removed is told nothing that still waits for it.
create function app.forget_slack_notices() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.notifications n where n.slack_client_id = old.client_id;
  return null;
end
$$;
create trigger slack_channels_forget after delete on slack_channels for each row
  execute function app.forget_slack_notices();

-- An erased client's channel goes with it, and what was told of it to whomever.
create function app.erase_client_notices() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.slack_channels s where s.client_id = new.id;
  delete from public.notifications n where n.client_id = new.id;
  delete from public.notice_events e where e.client_id = new.id;
  return null;
end
$$;
create trigger clients_erase_notices after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_client_notices();

create function app.erase_person_notices() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.notifications n where n.user_id = new.id;
  delete from public.notification_preferences p where p.user_id = new.id;
  return null;
end
$$;
create trigger users_erase_notices after update of erased_at on users for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_person_notices();

do $$
declare
  one text;
begin
  foreach one in array array['note_ended_job()', 'note_budget_alert()', 'forget_slack_notices()',
    'erase_client_notices()', 'erase_person_notices()'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
  end loop;
  foreach one in array array['note_provider_down(text)', 'fan_out_notices(int, interval)', 'take_notices(int, interval)',
    'slack_secret(uuid)', 'purge_notices(timestamptz, timestamptz)'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
    execute format('grant execute on function app.%s to hg_content_app', one);
  end loop;
end
$$;

reset role;
