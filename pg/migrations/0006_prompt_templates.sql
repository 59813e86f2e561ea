-- Prompt templates: a row per version, grouped by template_id. A version's text never changes.
set local role hg_content_owner;

create table prompt_templates (
  id uuid primary key default gen_random_uuid(),
  template_id uuid not null default gen_random_uuid(),
  client_id uuid not null references clients (id),
  name varchar(255) not null,
  content_type content_type not null,
  -- The user part; the system part stands beside it.
  template text not null,
  system_template text not null default '',
  variables jsonb not null default '{}',
  version int not null default 1 check (version > 0),
  is_active boolean not null default true,
  created_by text,
  created_at timestamptz not null default now(),
  unique (template_id, version),
  unique (client_id, id)
);
create unique index prompt_templates_one_active on prompt_templates (client_id, content_type) where is_active;
create unique index prompt_templates_active_version on prompt_templates (template_id) where is_active;

create function app.keep_prompt_version() returns trigger
language plpgsql as $$
begin
  if (to_jsonb(new) - 'is_active') is distinct from (to_jsonb(old) - 'is_active') then
    raise exception 'version % of a prompt template never changes; add a version', old.version
      using errcode = 'check_violation', constraint = 'prompt_templates_immutable';
  end if;
  return new;
end
$$;
create trigger prompt_templates_immutable before update on prompt_templates
  for each row execute function app.keep_prompt_version();

grant select, insert, update on prompt_templates to hg_content_app;
grant select on prompt_templates to hg_content_rls;

alter table prompt_templates enable row level security;
alter table prompt_templates force row level security;
create policy prompt_templates_helpers on prompt_templates for select to hg_content_rls using (true);
create policy prompt_templates_select on prompt_templates for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy prompt_templates_insert on prompt_templates for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy prompt_templates_update on prompt_templates for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

-- The active version that serves a client and content type: the nearest client's, its content type before `any`; or the
-- named template, when it belongs to the client or to one above it. No row for a client that is not visible.
create function app.lineage_template(client uuid, wanted public.content_type, named uuid default null)
returns table (
  template_id uuid, version int, name text, client_id uuid, client_name text, template text, system_template text,
  variables jsonb
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select p.template_id, p.version, p.name::text, p.client_id, me.name::text, p.template, p.system_template, p.variables
  from public.client_closure a
  join public.prompt_templates p on p.client_id = a.ancestor_id and p.is_active
  join public.clients me on me.id = client
  where a.descendant_id = client
    and client = any (app.visible_clients('viewer'))
    and case when named is null then p.content_type in ('any', wanted) else p.template_id = named end
  order by a.depth, p.content_type desc
  limit 1;
end
$$;
alter function app.lineage_template(uuid, public.content_type, uuid) owner to hg_content_rls;

reset role;
