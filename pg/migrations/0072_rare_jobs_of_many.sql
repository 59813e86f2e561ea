-- Rare jobs of many clients. Each client is an entry of its own in the index of every month, so that looking several hundred
-- of them up takes longer than all else. What is rare with everybody is found without them, and then asked whose it is.
set local role hg_content_owner;

-- The newest jobs of these clients that match, `wanted` at most, where few of all jobs match; null where many do.
create function app.few_jobs(
  clients uuid[], of_status public.job_status, of_type public.content_type, of_provider text, pattern text,
  low uuid, high uuid, wanted int
) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
  few constant int := 1000;
begin
  return (
    with matching as materialized (
      select j.id, j.client_id from public.jobs j
      where j.status in ('completed', 'failed', 'cancelled')
        and (of_status is null or of_status in ('completed', 'failed', 'cancelled'))
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or (' ' || coalesce(j.topic, '') || '  ' || coalesce(j.title, '')) ilike pattern)
        and j.id >= low and j.id < high
      union all
      select j.id, j.client_id from public.jobs j
      where j.status in ('pending', 'processing')
        and (of_status is null or of_status in ('pending', 'processing'))
        and app.job_matches(j.status, j.content_type, j.llm_provider, of_status, of_type, of_provider)
        and (pattern is null or (' ' || coalesce(j.topic, '') || '  ' || coalesce(j.title, '')) ilike pattern)
        and j.id >= low and j.id < high
      limit few + 1
    )
    select case when count(*) <= few then
      array(select m.id from matching m where m.client_id = any (clients) order by m.id desc limit wanted) end
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
  many constant int := 20;
  all_days constant int := 36500;
  pattern constant text := '%' || case when words !~ '\w{3}' then ' ' else '' end
    || regexp_replace(words, '([\\%_])', '\\\1', 'g') || '%';
  clients uuid[] := app.visible_clients('viewer');
  is_single boolean;
  -- Whether the newest of the clients are the answer, or have to be read to know.
  is_exact boolean;
  -- Whether a look at the newest found too few: from then on, all that match are looked up.
  is_rare boolean := false;
  -- Whether what matches may be looked for past the clients, who are many: as long as it is few of everybody's.
  is_few boolean;
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
  is_few := coalesce(cardinality(clients) >= many, false);
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
    if cardinality(matching) = 0 then
      window_days := all_days;
    end if;
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
      -- Not one among the newest: what there is further back is few, and looked up at once.
      if is_rare and cardinality(matching) = 0 and not is_few then
        window_days := all_days;
      end if;
    end if;
    if is_rare and is_few then
      matching := app.few_jobs(clients, of_status, of_type, of_provider, pattern, window_low, window_high, missing);
      is_few := matching is not null;
    end if;
    if is_rare and not is_few then
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
revoke execute on function
  app.few_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int) from public;
grant execute on function
  app.few_jobs(uuid[], public.job_status, public.content_type, text, text, uuid, uuid, int) to hg_content_rls;

reset role;
