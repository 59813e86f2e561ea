-- Answers of models that may be used again: per client, for the very same request to the very same model, as long as the
-- strategy says. Of jobs with the same request at the same time one leads and calls; the others rest until it has an answer.
set local role hg_content_owner;

create table cached_answers (
  client_id uuid not null references clients (id),
  -- SHA-256 of client, model, parameters and prompt.
  key bytea not null check (octet_length(key) = 32),
  -- The claim that calls now. It leads while the claim holds, and no longer: nobody has to say that it was lost.
  leader_job_id uuid,
  leader_epoch int,
  -- The answer, and the call that was paid for it.
  text text,
  provider varchar(50),
  model varchar(100),
  model_used varchar(100),
  job_id uuid,
  attempt int,
  written_at timestamptz,
  -- Until when the row is of use: the answer, or the lead.
  expires_at timestamptz not null,
  primary key (client_id, key),
  foreign key (client_id, job_id, attempt) references job_attempts (client_id, job_id, attempt),
  foreign key (client_id, leader_job_id) references jobs (client_id, id),
  constraint cached_answers_lead_whole check ((leader_job_id is null) = (leader_epoch is null)),
  constraint cached_answers_whole check (num_nonnulls(text, provider, model, model_used, job_id, attempt, written_at) in (0, 7))
);
create index cached_answers_age on cached_answers (expires_at);
create index cached_answers_job on cached_answers (job_id) where job_id is not null;

-- A call that was not made: its answer is that of another one, of the same client, which was charged.
alter table job_attempts
  add column cached_from_job_id uuid,
  add column cached_from_attempt int,
  add constraint job_attempts_cached_whole check ((cached_from_job_id is null) = (cached_from_attempt is null)),
  add constraint job_attempts_cached_from foreign key (client_id, cached_from_job_id, cached_from_attempt)
    references job_attempts (client_id, job_id, attempt);
create index job_attempts_cached on job_attempts (client_id, cached_from_job_id) where cached_from_job_id is not null;

-- The answer that a pending job rests for: its request is being answered for another job.
alter table jobs add column awaited_answer bytea;
create index jobs_awaiting on jobs (client_id, awaited_answer) where status = 'pending' and awaited_answer is not null;

alter table usage_daily
  -- The pieces among `jobs` whose text came from the cache.
  add column cached_jobs int not null default 0;

grant select, insert, update on cached_answers to hg_content_app;
grant select, delete on cached_answers to hg_content_rls;
alter table cached_answers enable row level security;
alter table cached_answers force row level security;
create policy cached_answers_helpers on cached_answers to hg_content_rls using (true) with check (true);
-- For the worker alone, which acts as the client whose job it writes.
create policy cached_answers_select on cached_answers for select to hg_content_app
  using (client_id = (select app.actor_id('client')));
create policy cached_answers_insert on cached_answers for insert to hg_content_app
  with check (client_id = (select app.actor_id('client')));
create policy cached_answers_update on cached_answers for update to hg_content_app
  using (client_id = (select app.actor_id('client'))) with check (client_id = (select app.actor_id('client')));

create or replace function app.shed_job_traces() returns trigger
language plpgsql as $$
begin
  if new.status in ('completed', 'failed', 'cancelled') then
    new.draft := null;
    new.awaited_answer := null;
  end if;
  -- A signature tells of a text, and goes with it.
  if new.emptied_at is not null then
    new.signature := null;
  end if;
  return new;
end
$$;
drop trigger jobs_shed_traces on jobs;
create trigger jobs_shed_traces before update on jobs for each row
  when (new.draft is not null or new.signature is not null or new.awaited_answer is not null)
  execute function app.shed_job_traces();

-- With the text of the job that paid for it goes the answer; with an erased client all of them.
create function app.erase_cached_answers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_argv[0] = 'client' then
    delete from public.cached_answers a where a.client_id = new.id;
  else
    delete from public.cached_answers a where a.job_id = new.id;
  end if;
  return null;
end
$$;
create trigger jobs_erase_answers after update of emptied_at on jobs for each row
  when (old.emptied_at is null and new.emptied_at is not null) execute function app.erase_cached_answers('job');
create trigger clients_erase_answers after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_cached_answers('client');

-- Removes what is too old to be used again, of all tenants; says how many.
create function app.purge_cached_answers() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  removed int;
begin
  delete from public.cached_answers a where a.expires_at < now();
  get diagnostics removed = row_count;
  return removed;
end
$$;

alter function app.erase_cached_answers() owner to hg_content_rls;
alter function app.purge_cached_answers() owner to hg_content_rls;
revoke execute on function app.erase_cached_answers(), app.purge_cached_answers() from public;
grant execute on function app.purge_cached_answers() to hg_content_app;

-- What came from the cache says nothing about a provider.
set local role hg_content_rls;
create or replace function app.recent_calls(since interval)
returns table (provider text, model text, age_seconds int, calls int, failures int, output_tokens bigint, seconds float8)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.provider, a.model_requested,
    (floor(extract(epoch from now() - a.started_at) / 300) * 300 + 150)::int,
    count(*)::int,
    (count(*) filter (where a.status = 'failed'))::int,
    coalesce(sum(a.output_tokens) filter (where a.status = 'succeeded'), 0)::bigint,
    coalesce(sum(extract(epoch from a.ended_at - a.started_at)) filter (where a.status = 'succeeded'), 0)::float8
  from public.job_attempts a
  where a.id >= app.uuid_floor(now() - since) and a.cached_from_job_id is null
    and (a.status = 'succeeded' or (a.status = 'failed' and a.error_code in ('provider_unavailable', 'deadline_exceeded')))
  group by 1, 2, 3
$$;

create or replace function app.count_piece() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.lock_usage(new.client_id);
  insert into public.usage_daily as u (client_id, day, provider, model, content_type, jobs, cached_jobs)
  select new.client_id, app.local_date(new.client_id, coalesce(new.completed_at, now())), coalesce(a.provider, new.llm_provider),
    coalesce(a.model_requested, new.provider_model, ''), new.content_type, 1, (a.cached_from_job_id is not null)::int
  from (select) as piece
  left join lateral (
    select t.provider, t.model_requested, t.cached_from_job_id from public.job_attempts t
    where t.job_id = new.id and t.status = 'succeeded'
    order by t.purpose = 'write' desc, t.attempt desc
    limit 1
  ) a on true
  on conflict (client_id, day, provider, model, content_type) do update
  set jobs = u.jobs + 1, cached_jobs = u.cached_jobs + excluded.cached_jobs;
  return null;
end
$$;

set local role hg_content_owner;
drop function app.usage_by(uuid, date, date, text);
create function app.usage_by(client uuid, first date, last date, dimension text)
returns table (
  key text, jobs bigint, cached_jobs bigint, attempts bigint, input_tokens numeric, output_tokens numeric,
  cached_input_tokens numeric, cache_write_tokens numeric, reasoning_tokens numeric, cost_usd numeric, estimated_usd numeric
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
    sum(u.jobs)::bigint, sum(u.cached_jobs)::bigint, sum(u.attempts)::bigint, sum(u.input_tokens), sum(u.output_tokens),
    sum(u.cached_input_tokens), sum(u.cache_write_tokens), sum(u.reasoning_tokens), sum(u.cost_usd), sum(u.estimated_usd)
  from public.usage_daily u
  where u.client_id in (select c.descendant_id from public.client_closure c where c.ancestor_id = client)
    and u.day >= first and u.day <= last
  group by 1;
end
$$;
revoke execute on function app.usage_by(uuid, date, date, text) from public;
grant execute on function app.usage_by(uuid, date, date, text) to hg_content_app;

reset role;
