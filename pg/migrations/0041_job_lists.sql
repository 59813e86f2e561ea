-- Lists of jobs among a million: a helper that finds the ids of a page, and the indexes it reads.
-- Under row-level security, operators that are not leakproof (those of enums, ILIKE) are no index conditions. The helper
-- runs past it, names the clients itself, and returns ids only; the rows are read under the reader's policies.
create extension if not exists pg_trgm with schema app;
create extension if not exists btree_gin with schema app;

set local role hg_content_owner;

-- A client's jobs in order, with what lists filter by.
create index jobs_client_list on jobs (client_id, id) include (status, content_type, llm_provider);
-- Few, so that looking for them among all of a client's would be a waste.
create index jobs_client_unfinished on jobs (client_id, id) include (status, content_type, llm_provider)
  where status in ('pending', 'processing');
drop index jobs_client_status;
-- For what is rare. Final jobs only: each is indexed once, and the others are few. As an array, many clients are one
-- condition of the index; several would be looked up one by one, or their rows read and thrown away.
create index jobs_search on jobs using gin (
  (array[client_id]), status, content_type, llm_provider,
  (' ' || coalesce(topic, '') || '  ' || coalesce(title, '')) app.gin_trgm_ops
) with (gin_pending_list_limit = 512) where status in ('completed', 'failed', 'cancelled');

-- Inlined wherever it stands, so that filters which are null fall away, and the others are index conditions.
create function app.job_matches(
  status public.job_status, content_type public.content_type, llm_provider text,
  of_status public.job_status, of_type public.content_type, of_provider text
) returns boolean
language sql immutable parallel safe as $$
  select (of_status is null or status = of_status) and (of_type is null or content_type = of_type)
    and (of_provider is null or llm_provider = of_provider)
$$;

-- The planner has no statistics of what row-level security guards: it cannot know what is frequent and what is rare. So
-- newest_jobs and rare_jobs leave it one way each, and are planned for each call: for its filters, and without the
-- partitions outside [low, high).

-- The newest jobs of these clients, or of all when `clients` is null (then whatever the filters): down the indexes.
create function app.newest_jobs(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text,
  low uuid, high uuid, wanted int
) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  if clients is null then
    return array(
      select j.id from public.jobs j
      where (low is null or j.id >= low) and j.id < high
      order by j.id desc limit wanted);
  elsif cardinality(clients) = 1 then
    return array(
      select j.id from public.jobs j
      where j.client_id = clients[1]
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (low is null or j.id >= low) and j.id < high
      order by j.id desc limit wanted);
  end if;
  -- They are of the clients with the newest heads, and of no more clients than they are.
  return array(
    with heads as materialized (
      select c.id as client_id
      from unnest(clients) as c (id)
      cross join lateral (
        select j.id from public.jobs j
        where j.client_id = c.id
          and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
          and (low is null or j.id >= low) and j.id < high
        order by j.id desc limit 1
      ) head
      order by head.id desc limit wanted
    )
    select tail.id
    from heads
    cross join lateral (
      select j.id from public.jobs j
      where j.client_id = heads.client_id
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (low is null or j.id >= low) and j.id < high
      order by j.id desc limit wanted
    ) tail
    order by tail.id desc limit wanted);
end
$$;

-- Those of these jobs that match, the newest `wanted`.
create function app.jobs_among(
  ids uuid[], of_status public.job_status, of_type public.content_type, of_provider text, pattern text, wanted int
) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
begin
  -- Each is looked up; sorted at once, they would be sought by going down all jobs.
  return array(
    with matching as materialized (
      select j.id from public.jobs j
      where j.id = any (ids)
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or (' ' || coalesce(j.topic, '') || '  ' || coalesce(j.title, '')) ilike pattern)
    )
    select m.id from matching m order by m.id desc limit wanted);
end
$$;

-- The newest jobs that match, where few do: all that match are looked up in bitmaps and sorted.
create function app.rare_jobs(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text, pattern text,
  low uuid, high uuid, wanted int
) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
  return array(
    with matching as materialized (
      select j.id from public.jobs j
      where j.status in ('completed', 'failed', 'cancelled')
        and (of_status is null or of_status in ('completed', 'failed', 'cancelled'))
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or (' ' || coalesce(j.topic, '') || '  ' || coalesce(j.title, '')) ilike pattern)
        and (clients is null or array[j.client_id] && clients)
        and j.id >= low and j.id < high
      union all
      select j.id from public.jobs j
      where j.status in ('pending', 'processing')
        and (of_status is null or of_status in ('pending', 'processing'))
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or (' ' || coalesce(j.topic, '') || '  ' || coalesce(j.title, '')) ilike pattern)
        and (clients is null or j.client_id = any (clients))
        and j.id >= low and j.id < high
    )
    select m.id from matching m order by m.id desc limit wanted);
end
$$;

-- Ids of the newest jobs that match, `page` at most, newest first: of the client `under` and everything below it, or of
-- every client that the actor may see. Ids lie in [low, high). `words` stands anywhere in topic or title; without three
-- letters or digits in a row, where a word begins.
create function app.find_jobs(
  under uuid, of_status public.job_status, of_type public.content_type, of_provider text, words text,
  low uuid, high uuid, page int
) returns setof uuid
language plpgsql stable rows 50 security definer set search_path = pg_catalog, pg_temp
as $$
declare
  newest_tried constant int := 300;
  pattern constant text := '%' || case when words !~ '\w{3}' then ' ' else '' end
    || regexp_replace(words, '([\\%_])', '\\\1', 'g') || '%';
  clients uuid[] := app.visible_clients('viewer');
  is_single boolean;
  -- Whether the newest of the clients are the answer, or have to be read to know.
  is_exact boolean;
  -- Whether a look at the newest found too few: from then on, all that match are looked up.
  is_rare boolean := false;
  missing int;
  -- No id is of a later time; so the partitions ahead and the default one are not looked into for nothing.
  window_high uuid := least(high, app.uuid_floor(now() + interval '1 day'));
  window_low uuid;
  window_start timestamptz := least(app.uuid_time(window_high), now());
  window_days int := 7;
  oldest uuid;
  newest uuid[];
  matching uuid[];
  found uuid[] := '{}';
begin
  if under is not null then
    clients := array(
      select c.descendant_id from public.client_closure c
      where c.ancestor_id = under and under = any (clients) and c.descendant_id = any (clients));
  end if;
  if cardinality(clients) = 0 then
    return;
  end if;
  -- Null from here on: all of them.
  if cardinality(clients) > 1 and cardinality(clients) = (select count(*) from public.clients) then
    clients := null;
  end if;
  is_single := coalesce(cardinality(clients) = 1, false);
  -- Their index finds what one filter leaves of some clients, and what is unfinished.
  is_exact := words is null and num_nonnulls(of_status, of_type, of_provider)
    <= case when clients is null then 0 when of_status in ('pending', 'processing') then 3 else 1 end;

  -- A single client's newest are one look into its index.
  if is_single then
    if is_exact then
      return query
        select unnest(app.newest_jobs(clients, of_status, of_type, of_provider, low, window_high, page));
      return;
    end if;
    newest := app.newest_jobs(clients, null, null, null, low, window_high, newest_tried);
    matching := app.jobs_among(newest, of_status, of_type, of_provider, pattern, page);
    if cardinality(matching) = page or cardinality(newest) < newest_tried then
      return query select unnest(matching);
      return;
    end if;
    is_rare := true;
  end if;

  -- For many clients, and for what is rare, time is gone through in windows, each four times as long as the one before and
  -- with whole partitions at its beginning, until the page is full.
  loop
    missing := page - cardinality(found);
    window_start := greatest(window_start - make_interval(days => window_days), 'epoch');
    if window_days > 7 then
      window_start := date_trunc('month', window_start, 'UTC');
    end if;
    window_days := window_days * 4;
    window_low := greatest(low, oldest, app.uuid_floor(window_start));
    if is_exact then
      matching := app.newest_jobs(clients, of_status, of_type, of_provider, window_low, window_high, missing);
    elsif not is_rare then
      newest := app.newest_jobs(clients, null, null, null, window_low, window_high, newest_tried);
      matching := app.jobs_among(newest, of_status, of_type, of_provider, pattern, missing);
      is_rare := cardinality(newest) = newest_tried and cardinality(matching) < missing;
    end if;
    if is_rare then
      matching := app.rare_jobs(clients, of_status, of_type, of_provider, pattern, window_low, window_high, missing);
    end if;
    found := found || matching;
    exit when cardinality(found) = page;
    if oldest is null then
      oldest := (select j.id from public.jobs j order by j.id limit 1);
    end if;
    exit when oldest is null or window_low <= greatest(low, oldest);
    window_high := window_low;
  end loop;
  return query select unnest(found);
end
$$;
alter function app.find_jobs(uuid, public.job_status, public.content_type, text, text, uuid, uuid, int)
  owner to hg_content_rls;
revoke execute on function
  app.newest_jobs(uuid[], public.job_status, public.content_type, text, uuid, uuid, int),
  app.jobs_among(uuid[], public.job_status, public.content_type, text, text, int),
  app.rare_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int),
  app.find_jobs(uuid, public.job_status, public.content_type, text, text, uuid, uuid, int)
  from public;
grant execute on function
  app.newest_jobs(uuid[], public.job_status, public.content_type, text, uuid, uuid, int),
  app.jobs_among(uuid[], public.job_status, public.content_type, text, text, int),
  app.rare_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int)
  to hg_content_rls;
grant execute on function app.find_jobs(uuid, public.job_status, public.content_type, text, text, uuid, uuid, int)
  to hg_content_app;

-- A client of 2,000 is asked for with all that lies below it, each row once: sought in an array, that is 2,000 comparisons.
alter policy client_closure_select on client_closure using (
  ancestor_id in (select unnest(app.visible_clients('viewer')))
  and descendant_id in (select unnest(app.visible_clients('viewer')))
);

reset role;
