-- Webhooks are told of batches that ended and of budgets that reached a limit, by the events that people are told by.
set local role hg_content_owner;

-- Figures of the moment: every try says the same, whatever became of it since.
alter table webhook_deliveries add column detail jsonb not null default '{}';

-- For the function that works out who is told, once for each end of a batch.
create function app.tell_webhooks_of_batches(ended uuid[]) returns void
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
  where b.id = any (ended) and counts.completed + counts.failed > 0;
  if found then
    perform pg_notify('webhook_deliveries', '');
  end if;
end
$$;

create function app.tell_webhooks_of_budget() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.webhook_deliveries (client_id, webhook_id, event, subject_client_id, subject_id, detail)
  select w.client_id, w.id, 'budget.alert', new.client_id, new.client_id, jsonb_build_object('month', new.month,
    'level', new.level, 'limit_usd', new.limit_usd::text, 'spent_usd', new.spent_usd::text, 'refused', not new.reached)
  from public.client_closure a
  join public.webhooks w on w.client_id = a.ancestor_id and w.is_enabled and 'budget.alert' = any (w.events)
  where a.descendant_id = new.client_id;
  if found then
    perform pg_notify('webhook_deliveries', '');
  end if;
  return null;
end
$$;
create trigger budget_alerts_webhooks after insert on budget_alerts for each row execute function app.tell_webhooks_of_budget();

alter function app.tell_webhooks_of_budget() owner to hg_content_rls;
revoke execute on function app.tell_webhooks_of_budget(), app.tell_webhooks_of_batches(uuid[]) from public;
grant execute on function app.tell_webhooks_of_batches(uuid[]) to hg_content_rls;

reset role;
set local role hg_content_rls;

create or replace function app.fan_out_notices(page int, digest interval) returns int
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
  perform app.tell_webhooks_of_batches(ended);

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

reset role;
