-- Strategies, each change a new version.
set local role hg_content_owner;

create table strategies (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references clients (id),
  name varchar(255) not null,
  content_type content_type not null,
  configuration jsonb not null check (jsonb_typeof(configuration) = 'object'),
  -- How a field meets the value from above, by path: {"content.banned_phrases": "extend"}.
  merge_modes jsonb not null default '{}' check (jsonb_typeof(merge_modes) = 'object'),
  version int not null default 1,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (client_id, id)
);
create unique index strategies_one_active on strategies (client_id, content_type) where is_active;
create trigger strategies_touch before update on strategies for each row execute function app.touch();

create table strategy_versions (
  strategy_id uuid not null,
  version int not null,
  client_id uuid not null,
  configuration jsonb not null,
  merge_modes jsonb not null,
  created_by text,
  created_at timestamptz not null default now(),
  primary key (strategy_id, version),
  foreign key (client_id, strategy_id) references strategies (client_id, id)
);

create function app.number_strategy() returns trigger
language plpgsql as $$
begin
  if (new.configuration, new.merge_modes) is distinct from (old.configuration, old.merge_modes) then
    new.version := old.version + 1;
  else
    new.version := old.version;
  end if;
  return new;
end
$$;
create trigger strategies_number before update on strategies for each row execute function app.number_strategy();

create function app.keep_strategy_version() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.version <> old.version then
    insert into public.strategy_versions (strategy_id, version, client_id, configuration, merge_modes, created_by)
    values (new.id, new.version, new.client_id, new.configuration, new.merge_modes, app.actor());
  end if;
  perform pg_notify('strategies', new.client_id::text);
  return null;
end
$$;
create trigger strategies_keep_version after insert or update on strategies
  for each row execute function app.keep_strategy_version();

grant select, insert, update on strategies to hg_content_app;
grant select, insert on strategy_versions to hg_content_app;
grant select on strategies to hg_content_rls;

alter table strategies enable row level security;
alter table strategies force row level security;
create policy strategies_helpers on strategies for select to hg_content_rls using (true);
create policy strategies_select on strategies for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy strategies_insert on strategies for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy strategies_update on strategies for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

alter table strategy_versions enable row level security;
alter table strategy_versions force row level security;
create policy strategy_versions_select on strategy_versions for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy strategy_versions_insert on strategy_versions for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

-- The active layers of a client's strategy from the root down, within a level `any` before the content type. Ancestors'
-- layers cross tenants on purpose: a client works by the rules of those above it. Nothing for a client that is not visible.
create function app.lineage_strategy(client uuid, wanted public.content_type)
returns table (
  strategy_id uuid, version int, name text, content_type public.content_type, client_id uuid, client_name text,
  depth int, configuration jsonb, merge_modes jsonb
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select s.id, s.version, s.name::text, s.content_type, s.client_id, c.name::text, a.depth, s.configuration, s.merge_modes
  from public.client_closure a
  join public.clients c on c.id = a.ancestor_id
  join public.strategies s on s.client_id = a.ancestor_id and s.is_active and s.content_type in ('any', wanted)
  where a.descendant_id = client and client = any (app.visible_clients('viewer'))
  order by a.depth desc, s.content_type;
end
$$;
alter function app.lineage_strategy(uuid, public.content_type) owner to hg_content_rls;

reset role;
