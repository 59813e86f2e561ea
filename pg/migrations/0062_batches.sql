-- Batches: many requests of one client, accepted together or not at all.
set local role hg_content_owner;

create table batches (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null references clients (id),
  name varchar(120),
  -- How many pieces were asked for.
  size int not null check (size between 1 and 500),
  -- The sum of the forecasts.
  estimated_usd numeric(16, 10) not null,
  created_by text not null,
  created_at timestamptz not null generated always as (app.uuid_time(id)) stored,
  unique (client_id, id)
);
create index batches_client on batches (client_id, id desc);

alter table jobs
  add column batch_id uuid,
  -- Which of the batch's requests this job is for, from 1; its latest job counts.
  add column batch_row smallint check (batch_row between 1 and 500),
  -- Null: as soon as there is room.
  add column if not exists not_before timestamptz,
  add constraint jobs_batch_whole check ((batch_id is null) = (batch_row is null)),
  add constraint jobs_batch foreign key (client_id, batch_id) references batches (client_id, id);
create index jobs_batch_rows on jobs (batch_id, batch_row, id) where batch_id is not null;

-- An answer is about a job or about a batch.
alter table idempotency_keys
  alter column job_id drop not null,
  add column batch_id uuid,
  add constraint idempotency_keys_about check (num_nonnulls(job_id, batch_id) = 1);

grant select, insert on batches to hg_content_app;
grant select, update (name) on batches to hg_content_rls;
alter table batches enable row level security;
alter table batches force row level security;
create policy batches_helpers on batches to hg_content_rls using (true) with check (true);
create policy batches_select on batches for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy batches_insert on batches for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]));

-- A batch's name is somebody's words.
create function app.erase_batches() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.batches b set name = null where b.client_id = new.id and b.name is not null;
  return null;
end
$$;
alter function app.erase_batches() owner to hg_content_rls;
revoke execute on function app.erase_batches() from public;
create trigger clients_erase_batches after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_batches();

-- The job that a free place goes to, locked until the transaction ends: of the client with the fewest places now, among
-- equals of the one that was served longest ago, its job whose worker was lost, or else its most urgent, oldest first.
-- Ids only. No row when nothing waits, or all that waits is being claimed by others.
create or replace function app.next_job() returns table (id uuid, client_id uuid, epoch int)
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
        and (j.not_before is null or j.not_before <= now()) and j.id >= low and j.id < high
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

-- What rests, or is not to begin yet, is not due.
create or replace function app.due_jobs(patience interval, after uuid, page int)
returns table (id uuid, client_id uuid, epoch int, priority smallint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.id, j.client_id, j.epoch, j.priority
  from public.jobs j
  where j.status in ('pending', 'processing')
    and j.id > after
    and (j.lease_until is null or j.lease_until < now())
    and (j.status = 'processing'
      or j.updated_at < now() - patience and (j.not_before is null or j.not_before <= now()))
  order by j.id
  limit page
$$;

reset role;
