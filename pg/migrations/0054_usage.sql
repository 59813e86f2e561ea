-- What was used, by client, local day, provider, model and content type: counted by the transaction that charges, once for
-- each charge, and once for each piece that is finished.
set local role hg_content_owner;

create table usage_daily (
  client_id uuid not null references clients (id),
  -- The day of the charge in the client's time zone as it was then.
  day date not null,
  provider varchar(50) not null,
  model varchar(100) not null,
  content_type content_type not null,
  -- Pieces that were completed.
  jobs int not null default 0,
  -- Calls that were charged.
  attempts int not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cached_input_tokens bigint not null default 0,
  cache_write_tokens bigint not null default 0,
  reasoning_tokens bigint not null default 0,
  cost_usd numeric(20, 10) not null default 0,
  -- The part of it that providers never confirmed.
  estimated_usd numeric(20, 10) not null default 0,
  primary key (client_id, day, provider, model, content_type)
);
-- For whoever looks at many clients at once.
create index usage_daily_day on usage_daily (day, client_id);

grant select on usage_daily to hg_content_app;
grant select, insert, update on usage_daily to hg_content_rls;
alter table usage_daily enable row level security;
alter table usage_daily force row level security;
create policy usage_daily_helpers on usage_daily to hg_content_rls using (true) with check (true);
create policy usage_daily_select on usage_daily for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));

-- A client's rows are changed by one transaction after the other, in whatever order each of them comes to them.
create function app.lock_usage(client uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.lock_usage'), hashtext(client::text));
end
$$;

create function app.count_charge() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.lock_usage(new.client_id);
  insert into public.usage_daily as u (client_id, day, provider, model, content_type, attempts, input_tokens, output_tokens,
    cached_input_tokens, cache_write_tokens, reasoning_tokens, cost_usd, estimated_usd)
  select new.client_id, app.local_date(new.client_id, new.created_at), a.provider, a.model_requested, j.content_type, 1,
    coalesce(a.input_tokens, 0), coalesce(a.output_tokens, 0), coalesce(a.cached_input_tokens, 0),
    coalesce(a.cache_write_tokens, 0), coalesce(a.reasoning_tokens, 0), new.amount_usd,
    case when new.estimated then new.amount_usd else 0 end
  from public.job_attempts a
  join public.jobs j on j.id = a.job_id
  where a.job_id = new.job_id and a.attempt = new.attempt
  on conflict (client_id, day, provider, model, content_type) do update
  set attempts = u.attempts + 1,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cached_input_tokens = u.cached_input_tokens + excluded.cached_input_tokens,
    cache_write_tokens = u.cache_write_tokens + excluded.cache_write_tokens,
    reasoning_tokens = u.reasoning_tokens + excluded.reasoning_tokens,
    cost_usd = u.cost_usd + excluded.cost_usd,
    estimated_usd = u.estimated_usd + excluded.estimated_usd;
  return null;
end
$$;
-- Before `charges_settle`, by its name: budgets are locked last.
create constraint trigger charges_count after insert on charges deferrable initially deferred
  for each row execute function app.count_charge();

-- A piece counts where the call that wrote it does.
create function app.count_piece() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.lock_usage(new.client_id);
  insert into public.usage_daily as u (client_id, day, provider, model, content_type, jobs)
  select new.client_id, app.local_date(new.client_id, new.completed_at), coalesce(a.provider, new.llm_provider),
    coalesce(a.model_requested, new.provider_model, ''), new.content_type, 1
  from (select) as piece
  left join lateral (
    select t.provider, t.model_requested from public.job_attempts t
    where t.job_id = new.id and t.status = 'succeeded'
    order by t.purpose = 'write' desc, t.attempt desc
    limit 1
  ) a on true
  on conflict (client_id, day, provider, model, content_type) do update set jobs = u.jobs + 1;
  return null;
end
$$;
create constraint trigger jobs_count after update of status on jobs deferrable initially deferred for each row
  when (old.status in ('pending', 'processing') and new.status = 'completed')
  execute function app.count_piece();

-- What a client and everything below it used between two days, put together by one thing. The rows are the reader's own.
create function app.usage_by(client uuid, first date, last date, dimension text)
returns table (
  key text, jobs bigint, attempts bigint, input_tokens numeric, output_tokens numeric, cached_input_tokens numeric,
  cache_write_tokens numeric, reasoning_tokens numeric, cost_usd numeric, estimated_usd numeric
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select case dimension
      when 'day' then u.day::text
      when 'provider' then u.provider::text
      when 'model' then u.provider || '/' || u.model
      when 'content_type' then u.content_type::text
      when 'client' then u.client_id::text
    end as key,
    sum(u.jobs)::bigint, sum(u.attempts)::bigint, sum(u.input_tokens), sum(u.output_tokens), sum(u.cached_input_tokens),
    sum(u.cache_write_tokens), sum(u.reasoning_tokens), sum(u.cost_usd), sum(u.estimated_usd)
  from public.usage_daily u
  where u.client_id in (select c.descendant_id from public.client_closure c where c.ancestor_id = client)
    and u.day >= first and u.day <= last
  group by 1;
end
$$;

-- The day that it is for a client. Null for a client that is not the actor's to see.
create function app.today_of(client uuid) returns date
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case when client = any (app.visible_clients('viewer')) then app.local_date(client, now()) end;
end
$$;

do $$
begin
  alter function app.today_of(uuid) owner to hg_content_rls;
  revoke execute on function app.today_of(uuid) from public;
  grant execute on function app.today_of(uuid) to hg_content_app;
  alter function app.count_charge() owner to hg_content_rls;
  alter function app.count_piece() owner to hg_content_rls;
  revoke execute on function app.lock_usage(uuid), app.usage_by(uuid, date, date, text) from public;
  grant execute on function app.lock_usage(uuid) to hg_content_rls;
  grant execute on function app.usage_by(uuid, date, date, text) to hg_content_app;
end
$$;

reset role;

-- What was charged and finished before there was a count.
insert into usage_daily (client_id, day, provider, model, content_type, attempts, input_tokens, output_tokens,
  cached_input_tokens, cache_write_tokens, reasoning_tokens, cost_usd, estimated_usd)
select c.client_id, (c.created_at at time zone z.zone)::date, a.provider, a.model_requested, j.content_type, count(*),
  coalesce(sum(a.input_tokens), 0), coalesce(sum(a.output_tokens), 0), coalesce(sum(a.cached_input_tokens), 0),
  coalesce(sum(a.cache_write_tokens), 0), coalesce(sum(a.reasoning_tokens), 0), sum(c.amount_usd),
  coalesce(sum(c.amount_usd) filter (where c.estimated), 0)
from charges c
join (select id, app.time_zone_of(id) as zone from clients) z on z.id = c.client_id
join job_attempts a on a.job_id = c.job_id and a.attempt = c.attempt
join jobs j on j.id = c.job_id
group by 1, 2, 3, 4, 5;

insert into usage_daily as u (client_id, day, provider, model, content_type, jobs)
select j.client_id, (j.completed_at at time zone z.zone)::date, coalesce(a.provider, j.llm_provider),
  coalesce(a.model_requested, j.provider_model, ''), j.content_type, count(*)
from jobs j
join (select id, app.time_zone_of(id) as zone from clients) z on z.id = j.client_id
left join lateral (
  select t.provider, t.model_requested from job_attempts t
  where t.job_id = j.id and t.status = 'succeeded' order by t.purpose = 'write' desc, t.attempt desc limit 1
) a on true
where j.status = 'completed' and j.completed_at is not null
group by 1, 2, 3, 4, 5
on conflict (client_id, day, provider, model, content_type) do update set jobs = excluded.jobs;
