-- How long what is kept, per client and kind of data, and the purge that keeps to it.
set local role hg_content_owner;

create table retention_policies (
  client_id uuid not null references clients (id),
  -- content: the text of ended jobs; events: their history; audit: what audited changes held and where they came from.
  kind varchar(20) not null check (kind in ('content', 'events', 'audit')),
  days int not null check (days between 1 and 3650),
  updated_at timestamptz not null default now(),
  primary key (client_id, kind),
  check (kind <> 'audit' or days >= 30)
);
create trigger retention_policies_touch before update on retention_policies
  for each row execute function app.touch();

-- What a purge removed.
create table purge_runs (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null references clients (id),
  kind varchar(20) not null,
  removed int not null check (removed > 0),
  -- Removed was what is older than this.
  cutoff timestamptz not null,
  created_at timestamptz not null generated always as (app.uuid_time(id)) stored
);
create index purge_runs_client on purge_runs (client_id, id desc);

grant select, insert, update (days), delete on retention_policies to hg_content_app;
grant select on purge_runs to hg_content_app;
grant select on retention_policies to hg_content_rls;
grant insert on purge_runs to hg_content_rls;

alter table retention_policies enable row level security;
alter table retention_policies force row level security;
create policy retention_policies_helpers on retention_policies for select to hg_content_rls using (true);
create policy retention_policies_select on retention_policies for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy retention_policies_insert on retention_policies for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy retention_policies_update on retention_policies for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy retention_policies_delete on retention_policies for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]));

alter table purge_runs enable row level security;
alter table purge_runs force row level security;
create policy purge_runs_helpers on purge_runs to hg_content_rls using (true) with check (true);
create policy purge_runs_select on purge_runs for select to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]));

-- When a job's text was removed. Its figures stay: what it cost was paid.
alter table jobs add column emptied_at timestamptz;

create or replace function app.keep_final_job() returns trigger
language plpgsql as $$
declare
  -- Generated columns are not computed yet in a BEFORE trigger.
  open_columns constant text[] := array[
    'input_tokens', 'output_tokens', 'total_tokens', 'estimated_cost', 'updated_at',
    'created_at', 'topic', 'title', 'word_count', 'quality_score'];
  texts constant text[] := array[
    'prompt', 'prompt_system', 'parameters', 'result', 'error_message', 'strategy', 'template_name', 'emptied_at'];
begin
  if (to_jsonb(new) - open_columns) is not distinct from (to_jsonb(old) - open_columns) then
    return new;
  end if;
  -- The purge and the erasures, which are functions of their own login, may empty it.
  if current_user = 'hg_content_rls' and new.emptied_at is not null
    and (new.prompt, new.parameters, new.strategy) = ('', '{}'::jsonb, '{}'::jsonb)
    and num_nonnulls(new.prompt_system, new.result, new.error_message, new.template_name) = 0
    and (to_jsonb(new) - open_columns - texts) is not distinct from (to_jsonb(old) - open_columns - texts) then
    return new;
  end if;
  raise exception 'job % is % and never changes', old.id, old.status
    using errcode = 'check_violation', constraint = 'jobs_final';
end
$$;

grant update (prompt, prompt_system, parameters, result, error_message, strategy, template_name, emptied_at, updated_at)
  on jobs to hg_content_rls;
create policy jobs_helpers_empty on jobs for update to hg_content_rls using (true) with check (true);
grant select, update (error_message, provider_request_id) on job_attempts to hg_content_rls;
create policy job_attempts_helpers on job_attempts to hg_content_rls using (true) with check (true);
grant select, delete on job_events, idempotency_keys to hg_content_rls;
create policy job_events_helpers on job_events to hg_content_rls using (true) with check (true);
create policy idempotency_keys_helpers on idempotency_keys to hg_content_rls using (true) with check (true);
grant delete on sessions, invites to hg_content_rls;
grant select, update (label, before, after, emptied_at, address, address_emptied_at) on audit_details to hg_content_rls;
create policy audit_details_helpers on audit_details to hg_content_rls using (true) with check (true);

-- How long a client keeps each kind: by its own policy, or that of the nearest client above. No row: for ever. The name
-- of a client above that the reader may not see is left out.
create function app.retention_of(client uuid)
returns table (kind text, days int, client_id uuid, client_name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  visible constant uuid[] := app.visible_clients('viewer');
begin
  if not client = any (visible) then
    return;
  end if;
  return query
  select distinct on (p.kind) p.kind::text, p.days,
    case when p.client_id = any (visible) then p.client_id end,
    case when p.client_id = any (visible) then c.name::text end
  from public.client_closure a
  join public.retention_policies p on p.client_id = a.ancestor_id
  join public.clients c on c.id = p.client_id
  where a.descendant_id = client
  order by p.kind, a.depth;
end
$$;

-- What each client's policies say today: ids, kinds and moments only.
create function app.due_purges() returns table (client_id uuid, kind text, cutoff timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (a.descendant_id, p.kind) a.descendant_id, p.kind::text, now() - make_interval(days => p.days)
  from public.retention_policies p
  join public.client_closure a on a.ancestor_id = p.client_id
  order by a.descendant_id, p.kind, a.depth
$$;

-- Removes up to `page` things of one kind that are older than `cutoff` from the client that the actor acts for, and
-- returns their ids. For `audit` the caller writes them down, or the chain would not verify.
create function app.purge(kind text, cutoff timestamptz, page int) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  client constant uuid := app.actor_id('client');
  removed uuid[];
begin
  if not exists (select from public.clients c where c.id = client) then
    raise exception 'only who acts for a client may call purge' using errcode = 'insufficient_privilege';
  end if;
  if cutoff > now() - interval '1 day' then
    raise exception 'a purge removes what is older than a day' using errcode = 'invalid_parameter_value';
  end if;
  case kind
    when 'content' then
      with old as (
        select j.id from public.jobs j
        where j.client_id = client and j.status in ('completed', 'failed', 'cancelled')
          and j.id < app.uuid_floor(cutoff) and j.completed_at < cutoff and j.emptied_at is null
        limit page
      ), emptied as (
        update public.jobs j
        set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null, strategy = '{}',
          template_name = null, emptied_at = now()
        from old where j.id = old.id
        returning j.id
      ), attempts as (
        update public.job_attempts t set error_message = null, provider_request_id = null
        from old where t.job_id = old.id and t.client_id = client
      )
      select array_agg(e.id) into removed from emptied e;
    when 'events' then
      with old as (
        select e.id from public.job_events e
        join public.jobs j on j.id = e.job_id and j.status in ('completed', 'failed', 'cancelled')
        where e.client_id = client and e.id < app.uuid_floor(cutoff)
        limit page
      ), gone as (
        delete from public.job_events e using old where e.id = old.id returning e.id
      )
      select array_agg(g.id) into removed from gone g;
    when 'audit' then
      with old as (
        select d.audit_id from public.audit_details d
        where d.chain = client and d.audit_id < app.uuid_floor(cutoff)
          and (d.emptied_at is null or d.address_emptied_at is null)
          and not exists (select from public.audit_unsealed u where u.audit_id = d.audit_id)
        limit page
      ), emptied as (
        update public.audit_details d
        set label = null, before = null, after = null, emptied_at = coalesce(d.emptied_at, now()),
          address = null, address_emptied_at = coalesce(d.address_emptied_at, now())
        from old where d.audit_id = old.audit_id
        returning d.audit_id
      )
      select array_agg(e.audit_id) into removed from emptied e;
    else
      raise exception 'unknown kind of data: %', kind using errcode = 'invalid_parameter_value';
  end case;
  if removed is not null then
    insert into public.purge_runs (client_id, kind, removed, cutoff) values (client, kind, cardinality(removed), cutoff);
  end if;
  return coalesce(removed, '{}');
end
$$;

-- Removes what is of no use to anybody any more, whoever's it is: answers to repeat after a day, what signed somebody in
-- or could have, a month after it ended. Counts only.
create function app.sweep() returns table (what text, removed bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.idempotency_keys k where k.created_at < now() - interval '24 hours';
  get diagnostics removed = row_count;
  what := 'idempotency_keys';
  return next;
  delete from public.sessions s where s.expires_at < now() - interval '30 days';
  get diagnostics removed = row_count;
  what := 'sessions';
  return next;
  delete from public.password_resets r where r.expires_at < now() - interval '30 days';
  get diagnostics removed = row_count;
  what := 'password_resets';
  return next;
  delete from public.invites i
  where greatest(i.expires_at, i.accepted_at, i.revoked_at) < now() - interval '30 days';
  get diagnostics removed = row_count;
  what := 'invites';
  return next;
end
$$;

do $$
declare
  one text;
begin
  foreach one in array array['app.retention_of(uuid)', 'app.due_purges()', 'app.purge(text, timestamptz, int)', 'app.sweep()'] loop
    execute format('alter function %s owner to hg_content_rls', one);
    execute format('revoke execute on function %s from public', one);
    execute format('grant execute on function %s to hg_content_app', one);
  end loop;
end
$$;

reset role;
