-- What job lists search in: a narrow row for each job, in one table. The jobs themselves lie in a partition for each month,
-- with an index of each kind in each: to plan one look into all of them took three times as long as to take it.
set local role hg_content_owner;

create table job_list (
  id uuid primary key,
  client_id uuid not null references clients,
  status job_status not null,
  content_type content_type not null,
  llm_provider text,
  -- Topic, and title after the latest edit, each behind a space.
  words text not null,
  -- Which 25 days (2^31 ms) the id is of: an entry of the index beside the others.
  period int not null generated always as (('x' || left(id::text, 8))::bit(32)::int >> 15) stored
);

-- A client's jobs in order, with what lists filter by.
create index job_list_client on job_list (client_id, id) include (status, content_type, llm_provider);
-- Few, so that looking for them among all of a client's would be a waste.
create index job_list_unfinished on job_list (client_id, id) include (status, content_type, llm_provider)
  where status in ('pending', 'processing');
-- What failed, with everybody.
create index job_list_failed on job_list (id) include (content_type, llm_provider) where status = 'failed';
-- For what is rare. Final jobs only: each is indexed once, and the others are few. As arrays, many clients and many periods
-- are one condition each; several would be looked up one by one, or their rows read and thrown away.
create index job_list_search on job_list using gin (
  (array[client_id]), (array[period]), status, content_type, llm_provider, words app.gin_trgm_ops
) with (gin_pending_list_limit = 512) where status in ('completed', 'failed', 'cancelled');

alter table job_list enable row level security;
alter table job_list force row level security;
-- Nobody reads it but the helper that finds the ids of a page.
create policy job_list_helpers on job_list to hg_content_rls using (true) with check (true);
grant select, insert, update on job_list to hg_content_rls;

create function app.list_words(topic text, title text) returns text
language sql immutable parallel safe as $$ select ' ' || coalesce(topic, '') || '  ' || coalesce(title, '') $$;

-- Keeps the row of a job as the job is.
create function app.list_job() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.job_list (id, client_id, status, content_type, llm_provider, words)
  values (new.id, new.client_id, new.status, new.content_type, new.llm_provider, app.list_words(new.topic, new.title))
  on conflict (id) do update set status = excluded.status, content_type = excluded.content_type,
    llm_provider = excluded.llm_provider, words = excluded.words;
  return null;
end
$$;
alter function app.list_job() owner to hg_content_rls;
revoke execute on function app.list_job() from public;
create trigger jobs_list_new after insert on jobs for each row execute function app.list_job();
create trigger jobs_list_changed after update on jobs for each row
  when ((old.status, old.content_type, old.llm_provider, old.topic, old.title)
    is distinct from (new.status, new.content_type, new.llm_provider, new.topic, new.title))
  execute function app.list_job();

-- An edited title is found, the one before it no more.
create function app.list_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.job_list l set words = app.list_words(j.topic, new.title)
  from public.jobs j
  where j.id = new.job_id and l.id = new.job_id;
  return null;
end
$$;
alter function app.list_revision() owner to hg_content_rls;
revoke execute on function app.list_revision() from public;
create trigger job_revisions_list after insert on job_revisions for each row execute function app.list_revision();

reset role;
insert into job_list (id, client_id, status, content_type, llm_provider, words)
select j.id, j.client_id, j.status, j.content_type, j.llm_provider, app.list_words(j.topic, coalesce(r.title, j.title))
from jobs j
left join lateral (
  select title from job_revisions r where r.job_id = j.id order by revision desc limit 1
) r on true;
set local role hg_content_owner;

drop index jobs_client_list, jobs_client_unfinished, jobs_search;

-- The newest jobs of these clients, or of all when `clients` is null (then failed ones, or whatever the filters): down the
-- indexes.
create or replace function app.newest_jobs(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text,
  low uuid, high uuid, wanted int
) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  -- With filters, each one more may lie far behind.
  each constant int := ceil(
    case when num_nonnulls(of_status, of_type, of_provider) = 0 then 4.0 else 1.0 end * wanted / cardinality(clients));
begin
  if clients is null and of_status = 'failed' then
    return array(
      select j.id from public.job_list j
      where j.status = 'failed' and app.job_matches(null, j.content_type, j.llm_provider, null, of_type, of_provider)
        and (low is null or j.id >= low) and j.id < high
      order by j.id desc limit wanted);
  elsif clients is null then
    return array(
      select j.id from public.job_list j
      where (low is null or j.id >= low) and j.id < high
      order by j.id desc limit wanted);
  elsif cardinality(clients) = 1 then
    return array(
      select j.id from public.job_list j
      where j.client_id = clients[1]
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (low is null or j.id >= low) and j.id < high
      order by j.id desc limit wanted);
  end if;
  -- A few of each client tell how new those are that count; then each client's are read as far as that.
  return array(
    with heads as materialized (
      select c.id as client_id, j.id
      from unnest(clients) as c (id)
      cross join lateral (
        select j.id from public.job_list j
        where j.client_id = c.id
          and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
          and (low is null or j.id >= low) and j.id < high
        order by j.id desc limit each
      ) j
    )
    select j.id
    from (select distinct h.client_id from heads h) c
    cross join lateral (
      select j.id from public.job_list j
      where j.client_id = c.client_id
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and j.id >= coalesce((select h.id from heads h order by h.id desc offset wanted - 1 limit 1), low, app.uuid_floor('epoch'))
        and j.id < high
      order by j.id desc limit wanted
    ) j
    order by j.id desc limit wanted);
end
$$;

drop function app.jobs_among(uuid[], public.job_status, public.content_type, text, text, int);
drop function app.rare_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int);
drop function app.few_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int);

-- Those of the newest `tried` jobs that match, `wanted` at most; how many there were to try, and the oldest of these.
create function app.newest_matching(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text, pattern text,
  low uuid, high uuid, tried int, wanted int, out ids uuid[], out seen int, out oldest uuid
)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  with newest as materialized (
    select j.id, j.status, j.content_type, j.llm_provider, j.words from public.job_list j
    where (clients is null or j.client_id = clients[1]) and (low is null or j.id >= low) and j.id < high
    order by j.id desc limit tried
  )
  select count(*), (array_agg(n.id))[count(*)],
    array(
      select n.id from newest n
      where app.job_matches(n.status, n.content_type, n.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or n.words ilike pattern)
      order by n.id desc limit wanted)
  into seen, oldest, ids
  from newest n;
end
$$;

-- The same of several clients.
create function app.newest_of_many(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text, pattern text,
  low uuid, high uuid, tried int, wanted int, out ids uuid[], out seen int, out oldest uuid
)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off as $$
declare
  newest constant uuid[] := app.newest_jobs(clients, null, null, null, low, high, tried);
begin
  seen := cardinality(newest);
  oldest := newest[seen];
  -- Each is looked up; sorted at once, they would be sought by going down all jobs.
  with matching as materialized (
    select j.id from public.job_list j
    where j.id = any (newest)
      and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
      and (pattern is null or j.words ilike pattern)
  )
  select array(select m.id from matching m order by m.id desc limit wanted) into ids;
end
$$;

-- Which periods ids in [low, high) are of.
create function app.list_periods(low uuid, high uuid) returns int[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array(select generate_series(
    ('x' || left(low::text, 8))::bit(32)::int >> 15, ('x' || left(high::text, 8))::bit(32)::int >> 15))
$$;

-- The newest jobs that match, where few do: all that match are looked up in bitmaps and sorted. Without `low`, of all time.
-- With `few`, null where more than so many match whose clients are not asked for.
create function app.rare_jobs(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text, pattern text,
  low uuid, high uuid, wanted int, few int default null
) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off
set max_parallel_workers_per_gather = 0 as $$
declare
  periods constant int[] := case when low is not null then app.list_periods(low, high) end;
  -- Clients are no condition of the index where what is few with everybody is looked up without them.
  named constant uuid[] := case when few is null then clients end;
begin
  return (
    with matching as materialized (
      select j.id, j.client_id from public.job_list j
      where j.status in ('completed', 'failed', 'cancelled')
        and (of_status is null or of_status in ('completed', 'failed', 'cancelled'))
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or j.words ilike pattern)
        and (named is null or array[j.client_id] && named)
        and (periods is null or array[j.period] && periods)
        and (low is null or j.id >= low) and j.id < high
      union all
      select j.id, j.client_id from public.job_list j
      where j.status in ('pending', 'processing')
        and (of_status is null or of_status in ('pending', 'processing'))
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or j.words ilike pattern)
        and (named is null or j.client_id = any (named))
        and (low is null or j.id >= low) and j.id < high
      limit few + 1
    )
    select case when few is null or count(*) <= few then
      array(
        select m.id from matching m
        where few is null or clients is null or m.client_id = any (clients)
        order by m.id desc limit wanted) end
    from matching);
end
$$;

-- Ids of the newest jobs that match, `page` at most, newest first: of the client `under` and everything below it, or of
-- every client that the actor may see. Ids lie in [low, high). `words` stands anywhere in topic or title; without three
-- letters or digits in a row, where a word begins.
create or replace function app.find_jobs(
  under uuid, of_status public.job_status, of_type public.content_type, of_provider text, words text,
  low uuid, high uuid, page int
) returns setof uuid
language plpgsql stable rows 50 security definer set search_path = pg_catalog, pg_temp
as $$
declare
  newest_tried constant int := 300;
  -- The most that are read one by one, once the newest have told how many it will take.
  most_tried constant int := 5000;
  -- So many clients are slower to look up than what is few with everybody.
  many constant int := 100;
  few constant int := 1000;
  pattern constant text := '%' || case when words !~ '\w{3}' then ' ' else '' end
    || regexp_replace(words, '([\\%_])', '\\\1', 'g') || '%';
  filters constant int := num_nonnulls(of_status, of_type, of_provider);
  clients uuid[] := app.visible_clients('viewer');
  is_single boolean;
  -- Whether what matches may be looked for past the clients, who are many: as long as it is few of everybody's.
  is_few boolean;
  -- No id is of a later time.
  window_high uuid := least(high, app.uuid_floor(now() + interval '1 day'));
  window_low uuid;
  newest_length interval;
  window_length interval;
  shortened int := 0;
  oldest uuid;
  newest record;
  likely int;
  matching uuid[];
  found uuid[] := '{}';
begin
  if under is not null then
    clients := array(
      select c.descendant_id from public.client_closure c
      join unnest(clients) as v (id) on v.id = c.descendant_id
      where c.ancestor_id = under and under = any (clients));
  end if;
  if cardinality(clients) = 0 then
    return;
  end if;
  is_single := cardinality(clients) = 1;
  is_few := cardinality(clients) >= many;
  -- Null from here on: all of them.
  if not is_single and cardinality(clients) = (select count(*) from public.clients) then
    clients := null;
    is_few := false;
  end if;

  -- An index finds what one filter leaves of some clients, what is unfinished, and what failed with everybody.
  if words is null and filters <= (
    case when clients is null then case when of_status = 'failed' then 3 else 0 end
      when of_status in ('pending', 'processing') then 3 else 1 end)
  then
    return query
      select unnest(app.newest_jobs(clients, of_status, of_type, of_provider, low, window_high, page));
    return;
  end if;

  -- Else the newest are read. What of them matches tells how many more would have to be.
  likely := newest_tried;
  for step in 1..2 loop
    if is_single or clients is null then
      newest := app.newest_matching(clients, of_status, of_type, of_provider, pattern, low, window_high, likely, page);
    else
      newest := app.newest_of_many(clients, of_status, of_type, of_provider, pattern, low, window_high, likely, page);
    end if;
    if cardinality(newest.ids) = page or newest.seen < likely then
      return query select unnest(newest.ids);
      return;
    end if;
    exit when cardinality(newest.ids) = 0;
    -- The clients' index has all that lists filter by.
    if words is null and clients is not null then
      return query
        select unnest(app.newest_jobs(clients, of_status, of_type, of_provider, low, window_high, page));
      return;
    end if;
    likely := ceil(1.5 * likely * page / cardinality(newest.ids));
    exit when likely > most_tried or not (is_single or clients is null);
  end loop;

  -- With too few among them, what matches is rare, and looked up: within the time that should hold a page of it, and, while
  -- the page is not full, within four times as much before that. With none, in all time at once.
  -- Many jobs may be of one millisecond: a window without length would never come to an end.
  newest_length := greatest(app.uuid_time(window_high) - app.uuid_time(newest.oldest), interval '1 hour');
  window_length := newest_length * (page::float8 / nullif(cardinality(newest.ids), 0));
  oldest := greatest(low, (select j.id from public.job_list j order by j.id limit 1));
  loop
    window_low := app.uuid_floor(greatest(app.uuid_time(window_high) - window_length, 'epoch'));
    if window_length is null or window_low <= oldest then
      window_low := low;
    end if;
    matching := null;
    if is_few then
      matching := app.rare_jobs(clients, of_status, of_type, of_provider, pattern, window_low, window_high,
        page - cardinality(found), few);
      -- Many match, so that there will be some in less time.
      if matching is null and shortened < 3 then
        shortened := shortened + 1;
        window_length := coalesce(window_length, newest_length * page) / 5;
        continue;
      end if;
    end if;
    if matching is null then
      is_few := false;
      matching := app.rare_jobs(clients, of_status, of_type, of_provider, pattern, window_low, window_high,
        page - cardinality(found));
    end if;
    found := found || matching;
    exit when cardinality(found) = page or window_low is not distinct from low;
    window_high := window_low;
    window_length := window_length * 4;
  end loop;
  return query select unnest(found);
end
$$;
revoke execute on function
  app.list_words(text, text), app.list_periods(uuid, uuid),
  app.newest_matching(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int, int),
  app.newest_of_many(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int, int),
  app.rare_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int, int) from public;
grant execute on function
  app.list_words(text, text), app.list_periods(uuid, uuid),
  app.newest_matching(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int, int),
  app.newest_of_many(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int, int),
  app.rare_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int, int) to hg_content_rls;

reset role;
