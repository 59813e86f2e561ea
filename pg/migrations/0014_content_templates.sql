-- Content templates: named briefs of a client, used by it and by everything below it. Each change is a new version.
set local role hg_content_owner;

create table content_templates (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references clients (id),
  name varchar(120) not null check (length(trim(name)) > 0),
  content_types content_type[] not null check (cardinality(content_types) > 0 and not 'any' = any (content_types)),
  -- {description, brief, sections, defaults}
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (client_id, id)
);
create unique index content_templates_name on content_templates (client_id, lower(name)) where archived_at is null;
create trigger content_templates_touch before update on content_templates for each row execute function app.touch();

create table content_template_versions (
  template_id uuid not null,
  version int not null,
  client_id uuid not null,
  name varchar(120) not null,
  content_types content_type[] not null,
  body jsonb not null,
  created_by text,
  created_at timestamptz not null default now(),
  primary key (template_id, version),
  foreign key (client_id, template_id) references content_templates (client_id, id)
);

create function app.number_content_template() returns trigger
language plpgsql as $$
begin
  new.version := old.version
    + ((new.name, new.content_types, new.body) is distinct from (old.name, old.content_types, old.body))::int;
  return new;
end
$$;
create trigger content_templates_number before update on content_templates
  for each row execute function app.number_content_template();

create function app.keep_content_template_version() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.version <> old.version then
    insert into public.content_template_versions (template_id, version, client_id, name, content_types, body, created_by)
    values (new.id, new.version, new.client_id, new.name, new.content_types, new.body, app.actor());
  end if;
  return null;
end
$$;
create trigger content_templates_keep_version after insert or update on content_templates
  for each row execute function app.keep_content_template_version();

grant select, insert, update on content_templates to hg_content_app;
grant select, insert on content_template_versions to hg_content_app;
grant select on content_templates to hg_content_rls;

alter table content_templates enable row level security;
alter table content_templates force row level security;
create policy content_templates_helpers on content_templates for select to hg_content_rls using (true);
create policy content_templates_select on content_templates for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy content_templates_insert on content_templates for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy content_templates_update on content_templates for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

alter table content_template_versions enable row level security;
alter table content_template_versions force row level security;
create policy content_template_versions_select on content_template_versions for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy content_template_versions_insert on content_template_versions for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

-- The templates that a client may use: its own, the archived ones too, and those in use of the clients above it, which
-- cross tenants on purpose. One of the same name further up is overridden. Nothing for a client that is not visible.
create function app.lineage_content_templates(client uuid)
returns table (
  id uuid, version int, name text, content_types public.content_type[], body jsonb, client_id uuid, client_name text,
  depth int, overridden boolean, archived_at timestamptz, created_at timestamptz, updated_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with found as (
    select t.*, c.name as client_name, a.depth
    from public.client_closure a
    join public.clients c on c.id = a.ancestor_id
    join public.content_templates t on t.client_id = a.ancestor_id and (a.depth = 0 or t.archived_at is null)
    where a.descendant_id = client and client = any (app.visible_clients('viewer'))
  )
  select f.id, f.version, f.name::text, f.content_types, f.body, f.client_id, f.client_name::text, f.depth,
    f.archived_at is null and exists (
      select from found n where n.depth < f.depth and n.archived_at is null and lower(n.name) = lower(f.name)
    ),
    f.archived_at, f.created_at, f.updated_at
  from found f
  order by lower(f.name), f.depth;
end
$$;
alter function app.lineage_content_templates(uuid) owner to hg_content_rls;

reset role;
