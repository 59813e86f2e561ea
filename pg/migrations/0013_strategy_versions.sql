-- Why a strategy's version was made, who made it, and what its pieces were worth.
set local role hg_content_owner;

-- What goes with the current version; the version keeps it.
alter table strategies
  add column message varchar(500),
  add column restored_from int;
alter table strategy_versions
  add column message varchar(500),
  add column restored_from int;

create or replace function app.number_strategy() returns trigger
language plpgsql as $$
begin
  if (new.configuration, new.merge_modes) is distinct from (old.configuration, old.merge_modes) then
    new.version := old.version + 1;
  else
    new.version := old.version;
    new.message := old.message;
    new.restored_from := old.restored_from;
  end if;
  return new;
end
$$;

create or replace function app.keep_strategy_version() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.version <> old.version then
    insert into public.strategy_versions
      (strategy_id, version, client_id, configuration, merge_modes, created_by, message, restored_from)
    values
      (new.id, new.version, new.client_id, new.configuration, new.merge_modes, app.actor(), new.message, new.restored_from);
  end if;
  perform pg_notify('strategies', new.client_id::text);
  return null;
end
$$;

-- Every active layer of a client's lineage, for all content types; ordered as app.lineage_strategy orders them.
create function app.lineage_strategies(client uuid)
returns table (
  strategy_id uuid, version int, name text, content_type public.content_type, client_id uuid, client_name text,
  depth int, configuration jsonb, merge_modes jsonb, created_at timestamptz, updated_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select s.id, s.version, s.name::text, s.content_type, s.client_id, c.name::text, a.depth, s.configuration, s.merge_modes,
    s.created_at, s.updated_at
  from public.client_closure a
  join public.clients c on c.id = a.ancestor_id
  join public.strategies s on s.client_id = a.ancestor_id and s.is_active
  where a.descendant_id = client and client = any (app.visible_clients('viewer'))
  order by a.depth desc, s.content_type;
end
$$;
alter function app.lineage_strategies(uuid) owner to hg_content_rls;

-- Who made the versions of a client's strategies, by name: who may read a text may know its author, who may work for a
-- client above. Nothing for a client that is not visible.
create function app.strategy_authors(client uuid) returns table (actor text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select distinct v.created_by, u.name::text
  from public.strategy_versions v
  join public.users u on v.created_by = 'user:' || u.id
  where v.client_id = client and client = any (app.visible_clients('viewer'));
end
$$;
alter function app.strategy_authors(uuid) owner to hg_content_rls;
revoke execute on function app.lineage_strategies(uuid), app.strategy_authors(uuid) from public;
grant execute on function app.lineage_strategies(uuid), app.strategy_authors(uuid) to hg_content_app;
grant select on strategy_versions to hg_content_rls;
create policy strategy_versions_helpers on strategy_versions for select to hg_content_rls using (true);
create index strategy_versions_client on strategy_versions (client_id);

-- What the analytics of strategies read, without the texts beside it.
alter table jobs
  add column quality_passed boolean generated always as ((result -> 'quality' ->> 'passed')::boolean) stored;
create index jobs_strategy on jobs (client_id, strategy_id, id)
  include (strategy_version, status, quality_score, quality_passed, word_count, input_tokens, output_tokens, estimated_cost)
  where strategy_id is not null;

create or replace function app.keep_final_job() returns trigger
language plpgsql as $$
declare
  -- Generated columns are not computed yet in a BEFORE trigger.
  open_columns constant text[] := array[
    'input_tokens', 'output_tokens', 'total_tokens', 'estimated_cost', 'updated_at',
    'created_at', 'topic', 'title', 'word_count', 'quality_score', 'quality_passed'];
begin
  if (to_jsonb(new) - open_columns) is distinct from (to_jsonb(old) - open_columns) then
    raise exception 'job % is % and never changes', old.id, old.status
      using errcode = 'check_violation', constraint = 'jobs_final';
  end if;
  return new;
end
$$;

reset role;
