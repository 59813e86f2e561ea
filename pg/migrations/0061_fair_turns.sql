-- Free places go round the clients: whose turn it is, and which of its jobs is next. The queue only says that some job waits.
set local role hg_content_owner;

-- When a client last got a place. Ids and moments only; nobody reads it but next_job.
create table client_turns (
  client_id uuid primary key references clients (id),
  served_at timestamptz not null
) with (fillfactor = 50);
grant select, insert, update on client_turns to hg_content_rls;
alter table client_turns enable row level security;
alter table client_turns force row level security;
create policy client_turns_helpers on client_turns to hg_content_rls using (true) with check (true);

create index jobs_waiting on jobs (client_id, priority, id) where status = 'pending';
create index jobs_running on jobs (client_id, id) where status = 'processing';

-- The job that a free place goes to, locked until the transaction ends: of the client with the fewest places now, among
-- equals of the one that was served longest ago, its job whose worker was lost, or else its most urgent, oldest first.
-- Ids only. No row when nothing waits, or all that waits is being claimed by others.
create function app.next_job() returns table (id uuid, client_id uuid, epoch int)
language plpgsql rows 1 security definer set search_path = pg_catalog, pg_temp
-- The planner knows no figures of what row-level security guards. Everything here is found in the order of an index.
set jit = off set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
declare
  -- So that the months before and ahead are not looked into for nothing.
  low constant uuid := (select j.id from public.jobs j where j.status in ('pending', 'processing') order by j.id limit 1);
  high constant uuid := app.uuid_floor(now() + interval '1 day');
  turn record;
begin
  if low is null then
    return;
  end if;
  for turn in
    -- From one waiting client to the next, however many jobs each has.
    with recursive waiting as (
      (select j.client_id from public.jobs j
      where j.status = 'pending' and j.id >= low and j.id < high
      order by j.client_id limit 1)
      union all
      select (
        select j.client_id from public.jobs j
        where j.status = 'pending' and j.client_id > w.client_id and j.id >= low and j.id < high
        order by j.client_id limit 1)
      from waiting w
      where w.client_id is not null
    ), running as (
      select j.client_id, count(*) filter (where j.lease_until >= now()) as places, bool_or(j.lease_until < now()) as has_lost
      from public.jobs j
      where j.status = 'processing' and j.id >= low and j.id < high
      group by j.client_id
    )
    select c.client_id, coalesce(r.has_lost, false) as has_lost
    from (
      select w.client_id from waiting w where w.client_id is not null
      union
      select r.client_id from running r where r.has_lost
    ) c
    left join running r on r.client_id = c.client_id
    left join public.client_turns t on t.client_id = c.client_id
    order by coalesce(r.places, 0), t.served_at nulls first, c.client_id
  loop
    id := null;
    if turn.has_lost then
      select j.id, j.client_id, j.epoch into id, client_id, epoch
      from public.jobs j
      where j.status = 'processing' and j.client_id = turn.client_id and j.lease_until < now() and j.id >= low and j.id < high
      order by j.id limit 1
      for update skip locked;
    end if;
    if id is null then
      select j.id, j.client_id, j.epoch into id, client_id, epoch
      from public.jobs j
      where j.status = 'pending' and j.client_id = turn.client_id and (j.lease_until is null or j.lease_until < now())
        and j.id >= low and j.id < high
      order by j.priority, j.id limit 1
      for update skip locked;
    end if;
    if id is not null then
      -- Another claim of the same client is noting its turn: that it was now is all there is to say.
      perform from public.client_turns t where t.client_id = turn.client_id for update skip locked;
      if found then
        update public.client_turns t set served_at = clock_timestamp() where t.client_id = turn.client_id;
      else
        insert into public.client_turns values (turn.client_id, clock_timestamp()) on conflict do nothing;
      end if;
      return next;
      return;
    end if;
  end loop;
end
$$;

-- A job that was given back to rest is not due before its rest is over.
create or replace function app.due_jobs(patience interval, after uuid, page int)
returns table (id uuid, client_id uuid, epoch int, priority smallint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.id, j.client_id, j.epoch, j.priority
  from public.jobs j
  where j.status in ('pending', 'processing')
    and j.id > after
    and (j.lease_until is null or j.lease_until < now())
    and (j.status = 'processing' or j.updated_at < now() - patience)
  order by j.id
  limit page
$$;

alter function app.next_job() owner to hg_content_rls;
revoke execute on function app.next_job() from public;
grant execute on function app.next_job() to hg_content_app;

reset role;
