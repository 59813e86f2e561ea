-- Budgets per client and calendar month. A budget counts what its client and everything below it, as the tree is now, was
-- charged in the month, and what is reserved for work under way. Jobs reserve before their transaction ends; charges and
-- ends of jobs settle when theirs do, by deferred triggers, so that no code path can forget it.
--
-- Who reserves or settles holds the tree's lock together with others, then the budgets from the root down. Who changes what
-- a budget counts (a new budget, a move, another time zone) holds the tree's lock alone, and counts anew.
set local role hg_content_owner;

create table budgets (
  client_id uuid primary key references clients (id),
  -- Reached: an alert. Null: none.
  soft_usd numeric(16, 10) check (soft_usd >= 0),
  -- What would pass it is refused. Null: no such limit.
  hard_usd numeric(16, 10) check (hard_usd >= 0),
  -- What work under way may still cost, whatever the month: it will be charged in this one or a later one.
  reserved_usd numeric(20, 10) not null default 0,
  updated_at timestamptz not null default now(),
  constraint budgets_have_a_limit check (num_nonnulls(soft_usd, hard_usd) > 0),
  constraint budgets_soft_below_hard check (soft_usd <= hard_usd)
);
create trigger budgets_touch before update of soft_usd, hard_usd on budgets for each row execute function app.touch();

-- What was charged in a calendar month of the budget's client. `month` is its first day.
create table budget_months (
  client_id uuid not null references clients (id),
  month date not null check (extract(day from month) = 1),
  spent_usd numeric(20, 10) not null,
  primary key (client_id, month)
);

-- What one job may still cost: there while the job is under way, whether or not a budget counts it.
create table budget_reservations (
  job_id uuid primary key,
  client_id uuid not null,
  remaining_usd numeric(16, 10) not null check (remaining_usd >= 0),
  created_at timestamptz not null default now(),
  foreign key (client_id, job_id) references jobs (client_id, id)
);
create index budget_reservations_client on budget_reservations (client_id) include (remaining_usd);

-- A limit that was reached: once for each month, level and height of the limit.
create table budget_alerts (
  client_id uuid not null references clients (id),
  month date not null,
  level varchar(10) not null check (level in ('soft', 'hard')),
  limit_usd numeric(16, 10) not null,
  spent_usd numeric(20, 10) not null,
  -- False: the limit would have been passed, and a request was refused.
  reached boolean not null default true,
  at timestamptz not null default now(),
  primary key (client_id, month, level, limit_usd)
);

create index charges_client_time on charges (client_id, created_at) include (amount_usd);

grant select, delete, insert (client_id, soft_usd, hard_usd), update (soft_usd, hard_usd) on budgets to hg_content_app;
grant select on budget_months, budget_reservations, budget_alerts to hg_content_app;
grant select, update (reserved_usd) on budgets to hg_content_rls;
grant select, insert, update on budget_months to hg_content_rls;
grant select, insert, update, delete on budget_reservations to hg_content_rls;
grant select, insert on budget_alerts to hg_content_rls;
grant select on charges to hg_content_rls;
create policy charges_helpers on charges for select to hg_content_rls using (true);

do $$
declare
  one text;
begin
  foreach one in array array['budgets', 'budget_months', 'budget_reservations', 'budget_alerts'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I to hg_content_rls using (true) with check (true)', one || '_helpers', one);
    execute format('create policy %I on %I for select to hg_content_app
      using (client_id = any ((select app.visible_clients(''viewer''))::uuid[]))', one || '_select', one);
  end loop;
end
$$;
-- Owners keep budgets.
create policy budgets_insert on budgets for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('owner'))::uuid[]));
create policy budgets_update on budgets for update to hg_content_app
  using (client_id = any ((select app.visible_clients('owner'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('owner'))::uuid[]));
create policy budgets_delete on budgets for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('owner'))::uuid[]));

-- The time zone that a client lives by: its own, or that of the nearest client above that names one; else UTC. So is one
-- that this server does not know: it must not keep a charge from being written.
create function app.time_zone_of(client uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  zone text := (
    select c.metadata ->> 'timezone'
    from public.client_closure a
    join public.clients c on c.id = a.ancestor_id
    where a.descendant_id = client and c.metadata ->> 'timezone' is not null
    order by a.depth
    limit 1);
begin
  perform now() at time zone zone;
  return coalesce(zone, 'UTC');
exception
  when invalid_parameter_value then
    return 'UTC';
end
$$;

create function app.local_date(client uuid, moment timestamptz) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (moment at time zone app.time_zone_of(client))::date;
end
$$;

create function app.local_month(client uuid, moment timestamptz) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return date_trunc('month', app.local_date(client, moment)::timestamp)::date;
end
$$;

-- What a client and everything below it was charged in a month of the client's.
create function app.count_spent(client uuid, month date) returns numeric
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  zone constant text := app.time_zone_of(client);
begin
  return (
    select coalesce(sum(c.amount_usd), 0)
    from public.client_closure a
    join public.charges c on c.client_id = a.descendant_id
    where a.ancestor_id = client
      and c.created_at >= month::timestamp at time zone zone
      and c.created_at < (month + interval '1 month') at time zone zone);
end
$$;

create function app.count_reserved(client uuid) returns numeric
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(sum(r.remaining_usd), 0)
    from public.client_closure a
    join public.budget_reservations r on r.client_id = a.descendant_id
    where a.ancestor_id = client);
end
$$;

-- Writes down that a limit was reached, if it was, and wakes whoever tells people. Once for each month, level and height.
create function app.alert_budget(
  budget public.budgets, month date, spent numeric, level text, reached boolean
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  height constant numeric := case level when 'soft' then budget.soft_usd else budget.hard_usd end;
begin
  if height is null or (reached and spent < height) then
    return;
  end if;
  insert into public.budget_alerts (client_id, month, level, limit_usd, spent_usd, reached)
  values (budget.client_id, month, level, height, spent, reached)
  on conflict do nothing;
  if found then
    perform pg_notify('budgets', concat_ws(' ', budget.client_id, month, level));
  end if;
end
$$;

-- Counts a budget anew, alone: nobody reserves or settles until this transaction ends.
create function app.recount_budget(client uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  this_month constant date := app.local_month(client, now());
  spent numeric;
  budget public.budgets;
begin
  perform pg_advisory_xact_lock(hashtext('app.budget_tree'));
  spent := app.count_spent(client, this_month);
  update public.budgets b set reserved_usd = app.count_reserved(client) where b.client_id = client returning * into budget;
  if not found then
    return;
  end if;
  insert into public.budget_months as m (client_id, month, spent_usd) values (client, this_month, spent)
  on conflict (client_id, month) do update set spent_usd = excluded.spent_usd;
  perform app.alert_budget(budget, this_month, spent, 'soft', true), app.alert_budget(budget, this_month, spent, 'hard', true);
end
$$;

-- Locks the budgets that a client's work counts to, and returns them from the root down.
create function app.lock_budgets(client uuid) returns setof public.budgets
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('app.budget_tree'));
  return query
    select b.* from public.client_closure a
    join public.budgets b on b.client_id = a.ancestor_id
    where a.descendant_id = client
    order by a.depth desc
    for no key update of b;
end
$$;

-- Reserves what the unfinished ones of these jobs of one client may cost, at every budget above them; all or none. Null
-- when it is done, else the budget that has no room. What is reserved already stays as it is.
create function app.take_reservations(wanted uuid[]) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  client uuid;
  missing uuid[];
  asked numeric;
  budget public.budgets;
  levels uuid[] := '{}';
  this_month date;
  spent numeric;
begin
  select min(j.client_id::text)::uuid, array_agg(j.id), coalesce(sum(j.reserved_usd), 0) into client, missing, asked
  from public.jobs j
  where j.id = any (wanted) and j.status in ('pending', 'processing')
    and not exists (select from public.budget_reservations r where r.job_id = j.id);
  if missing is null then
    return null;
  end if;
  for budget in select * from app.lock_budgets(client) loop
    levels := levels || budget.client_id;
    continue when budget.hard_usd is null;
    this_month := app.local_month(budget.client_id, now());
    spent := coalesce((
      select m.spent_usd from public.budget_months m where m.client_id = budget.client_id and m.month = this_month), 0);
    if spent + budget.reserved_usd + asked > budget.hard_usd then
      return jsonb_build_object('level', budget.client_id, 'month', this_month, 'hard_usd', budget.hard_usd::text,
        'spent_usd', spent::text, 'reserved_usd', budget.reserved_usd::text, 'asked_usd', asked::text);
    end if;
  end loop;
  update public.budgets b set reserved_usd = b.reserved_usd + asked where b.client_id = any (levels);
  insert into public.budget_reservations (job_id, client_id, remaining_usd)
  select j.id, j.client_id, j.reserved_usd from public.jobs j where j.id = any (missing);
  return null;
end
$$;

-- Reserves for new jobs of one client; the last statement before the commit. Null when the jobs are not the actor's to
-- write. `refused` is the budget that has no room: its client and figures only where the actor may see that client.
create function app.reserve_budget(jobs uuid[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  writable constant uuid[] := app.visible_clients('member');
  refused jsonb;
begin
  if not exists (select from public.jobs j where j.id = any (jobs))
    or exists (select from public.jobs j where j.id = any (jobs) and (j.client_id = any (writable)) is not true)
    or (select count(distinct j.client_id) from public.jobs j where j.id = any (jobs)) > 1 then
    return null;
  end if;
  refused := app.take_reservations(jobs);
  if refused is null then
    return '{}';
  end if;
  if (refused ->> 'level')::uuid = any (app.visible_clients('viewer')) then
    refused := refused || jsonb_build_object('name', (
      select c.name from public.clients c where c.id = (refused ->> 'level')::uuid));
  else
    refused := jsonb_build_object('level', null, 'asked_usd', refused ->> 'asked_usd');
  end if;
  return jsonb_build_object('refused', refused);
end
$$;

-- Writes down, in a transaction of its own, that a request of this size was refused: the refused one left nothing. Looks
-- itself whether it would be. False for a client that is not the actor's to write for.
create function app.note_refused_budget(client uuid, asked numeric) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  budget public.budgets;
  this_month date;
  spent numeric;
begin
  if (client = any (app.visible_clients('member'))) is not true then
    return false;
  end if;
  for budget in
    select b.* from public.client_closure a
    join public.budgets b on b.client_id = a.ancestor_id
    where a.descendant_id = client and b.hard_usd is not null
  loop
    this_month := app.local_month(budget.client_id, now());
    spent := coalesce((
      select m.spent_usd from public.budget_months m where m.client_id = budget.client_id and m.month = this_month), 0);
    if spent + budget.reserved_usd + asked > budget.hard_usd then
      perform app.alert_budget(budget, this_month, spent, 'hard', false);
    end if;
  end loop;
  return true;
end
$$;

-- The net under every way to a new job: whatever was not reserved is reserved at the commit, or the commit fails.
create function app.reserve_new_job() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  refused constant jsonb := app.take_reservations(array[new.id]);
begin
  if refused is not null then
    raise exception 'a budget above client % is spent', new.client_id
      using errcode = 'check_violation', constraint = 'budget_spent';
  end if;
  return null;
end
$$;
create constraint trigger jobs_reserve after insert on jobs deferrable initially deferred
  for each row execute function app.reserve_new_job();

-- A charge is spent in the month in which it was made, whatever becomes of the job; it comes out of what was reserved.
create function app.settle_budget() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  budget public.budgets;
  budgets public.budgets[] := array(select b from app.lock_budgets(new.client_id) b);
  held constant numeric := (
    select r.remaining_usd from public.budget_reservations r where r.job_id = new.job_id for update);
  used constant numeric := least(coalesce(held, 0), new.amount_usd);
  this_month date;
  spent numeric;
begin
  update public.budget_reservations r set remaining_usd = r.remaining_usd - used where r.job_id = new.job_id and used > 0;
  foreach budget in array budgets loop
    this_month := app.local_month(budget.client_id, new.created_at);
    update public.budgets b set reserved_usd = b.reserved_usd - used where b.client_id = budget.client_id and used > 0;
    insert into public.budget_months as m (client_id, month, spent_usd) values (budget.client_id, this_month, new.amount_usd)
    on conflict (client_id, month) do update set spent_usd = m.spent_usd + excluded.spent_usd
    returning spent_usd into spent;
    perform app.alert_budget(budget, this_month, spent, 'soft', true), app.alert_budget(budget, this_month, spent, 'hard', true);
  end loop;
  return null;
end
$$;
create constraint trigger charges_settle after insert on charges deferrable initially deferred
  for each row execute function app.settle_budget();

-- What an ended job did not cost is free again.
create function app.release_budget() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  levels constant uuid[] := array(select b.client_id from app.lock_budgets(new.client_id) b);
  freed numeric;
begin
  delete from public.budget_reservations r where r.job_id = new.id returning r.remaining_usd into freed;
  update public.budgets b set reserved_usd = b.reserved_usd - freed where b.client_id = any (levels) and freed > 0;
  return null;
end
$$;
create constraint trigger jobs_release after update of status on jobs deferrable initially deferred for each row
  when (old.status in ('pending', 'processing') and new.status in ('completed', 'failed', 'cancelled'))
  execute function app.release_budget();

-- A new budget counts what there is; a changed limit may be reached already.
create function app.count_new_budget() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  this_month constant date := app.local_month(new.client_id, now());
  spent numeric;
begin
  if tg_op = 'INSERT' then
    perform app.recount_budget(new.client_id);
  else
    spent := coalesce((
      select m.spent_usd from public.budget_months m where m.client_id = new.client_id and m.month = this_month), 0);
    perform app.alert_budget(new, this_month, spent, 'soft', true), app.alert_budget(new, this_month, spent, 'hard', true);
  end if;
  return null;
end
$$;
-- At the end of the transaction: it is alone from here on.
create constraint trigger budgets_count after insert or update of soft_usd, hard_usd on budgets
  deferrable initially deferred for each row execute function app.count_new_budget();

-- A client that moves takes its month with it, and what it has under way. Another time zone is another month.
create function app.recount_moved_budgets() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one uuid;
begin
  for one in
    select b.client_id
    from public.budgets b
    where b.client_id in (
        select a.ancestor_id
        from new_rows n
        join old_rows o using (id)
        join public.client_closure a on a.descendant_id in (n.parent_id, o.parent_id)
        where n.parent_id is distinct from o.parent_id)
      or b.client_id in (
        select a.descendant_id
        from new_rows n
        join old_rows o using (id)
        join public.client_closure a on a.ancestor_id = n.id
        where n.metadata ->> 'timezone' is distinct from o.metadata ->> 'timezone'
          or n.parent_id is distinct from o.parent_id)
    order by b.client_id
  loop
    perform app.recount_budget(one);
  end loop;
  return null;
end
$$;
-- After `clients_close_moved`, by its name: it reads the tree as it is now.
create trigger clients_recount_budgets after update on clients
  referencing old table as old_rows new table as new_rows for each statement execute function app.recount_moved_budgets();

-- The budgets above a client and its own, from the root down, each with its month as it stands. The client's own row is
-- there without a budget, too. Whose a budget is, and what it holds, is null where the actor may not see that client.
create function app.budgets_of(client uuid)
returns table (
  client_id uuid, client_name text, depth int, soft_usd numeric, hard_usd numeric, month date, time_zone text,
  spent_usd numeric, reserved_usd numeric
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  visible constant uuid[] := app.visible_clients('viewer');
begin
  if (client = any (visible)) is not true then
    return;
  end if;
  return query
  with levels as (
    select a.ancestor_id as id, a.depth, b as budget, a.ancestor_id = any (visible) as seen,
      app.local_month(a.ancestor_id, now()) as month
    from public.client_closure a
    left join public.budgets b on b.client_id = a.ancestor_id
    where a.descendant_id = client and (a.depth = 0 or b.client_id is not null)
  )
  select case when l.seen then l.id end, case when l.seen then c.name::text end, l.depth,
    case when l.seen then (l.budget).soft_usd end, case when l.seen then (l.budget).hard_usd end,
    case when l.seen then l.month end, case when l.seen then app.time_zone_of(l.id) end,
    case
      when not l.seen then null
      when (l.budget).client_id is null then app.count_spent(l.id, l.month)
      else coalesce((
        select m.spent_usd from public.budget_months m where m.client_id = l.id and m.month = l.month), 0)
    end,
    case
      when not l.seen then null
      when (l.budget).client_id is null then app.count_reserved(l.id)
      else (l.budget).reserved_usd
    end
  from levels l
  join public.clients c on c.id = l.id
  order by l.depth desc;
end
$$;

do $$
declare
  one text;
begin
  foreach one in array array['time_zone_of(uuid)', 'local_date(uuid, timestamptz)', 'local_month(uuid, timestamptz)',
    'count_spent(uuid, date)', 'count_reserved(uuid)', 'alert_budget(public.budgets, date, numeric, text, boolean)',
    'recount_budget(uuid)', 'lock_budgets(uuid)', 'take_reservations(uuid[])'] loop
    execute format('revoke execute on function app.%s from public', one);
    execute format('grant execute on function app.%s to hg_content_rls', one);
  end loop;
  foreach one in array array['reserve_new_job()', 'settle_budget()', 'release_budget()', 'count_new_budget()',
    'recount_moved_budgets()'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
  end loop;
  foreach one in array array['reserve_budget(uuid[])', 'note_refused_budget(uuid, numeric)', 'budgets_of(uuid)'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
    execute format('grant execute on function app.%s to hg_content_app', one);
  end loop;
end
$$;

reset role;

-- What was accepted before there were reservations.
insert into budget_reservations (job_id, client_id, remaining_usd)
select j.id, j.client_id, greatest(0, j.reserved_usd - coalesce((
  select sum(c.amount_usd) from charges c where c.job_id = j.id), 0))
from jobs j
where j.status in ('pending', 'processing');
