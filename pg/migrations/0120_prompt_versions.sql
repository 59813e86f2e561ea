-- Prompt templates whole: why and by whom a version was made, the model settings that go with its text, partials, and labels
-- that point at versions. `production` is the row that is_active; every other label has a row of its own.
set local role hg_content_owner;

alter table prompt_templates
  add column kind text not null default 'prompt' check (kind in ('prompt', 'partial')),
  add column message varchar(500),
  add column restored_from int,
  add column model_settings jsonb not null default '{}' check (jsonb_typeof(model_settings) = 'object'),
  -- Paths of the context, the least important first.
  add column trim_order jsonb not null default '[]' check (jsonb_typeof(trim_order) = 'array'),
  alter column created_by set default app.actor(),
  -- A partial's name is its handle; it has a user part and nothing else.
  add constraint prompt_templates_partial check (kind = 'prompt' or (
    name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(name) <= 60 and content_type = 'any' and system_template = ''
    and variables = '{}' and model_settings = '{}' and trim_order = '[]')),
  add constraint prompt_templates_of_client unique (client_id, template_id, version);

drop index prompt_templates_one_active;
create unique index prompt_templates_one_active on prompt_templates (client_id, content_type)
  where is_active and kind = 'prompt';
create unique index prompt_templates_one_handle on prompt_templates (client_id, name)
  where kind = 'partial' and version = 1;

-- A prompt's name belongs to the template; a partial's is what others call it by.
create or replace function app.keep_prompt_version() returns trigger
language plpgsql as $$
declare
  open_columns constant text[] := case old.kind when 'prompt' then array['is_active', 'name'] else array['is_active'] end;
begin
  if (to_jsonb(new) - open_columns) is distinct from (to_jsonb(old) - open_columns) then
    raise exception 'version % of a prompt template never changes; add a version', old.version
      using errcode = 'check_violation', constraint = 'prompt_templates_immutable';
  end if;
  return new;
end
$$;

-- Looks past the policies: a template may not grow in two tenants' hands.
create function app.keep_prompt_whole() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.prompt_templates p
    where p.template_id in (select c.template_id from changed c)
    group by p.template_id
    having count(distinct (p.client_id, p.kind, p.content_type, p.name)) > 1 or max(p.version) <> count(*)
  ) then
    raise exception 'the versions of a prompt template are numbered from 1, and have one client, kind, content type and name'
      using errcode = 'check_violation', constraint = 'prompt_templates_whole';
  end if;
  return null;
end
$$;
alter function app.keep_prompt_whole() owner to hg_content_rls;
create trigger prompt_templates_whole_insert after insert on prompt_templates
  referencing new table as changed for each statement execute function app.keep_prompt_whole();
create trigger prompt_templates_whole_update after update on prompt_templates
  referencing new table as changed for each statement execute function app.keep_prompt_whole();

create function app.tell_prompts() returns trigger
language plpgsql as $$
begin
  perform pg_notify('prompts', new.client_id::text);
  return null;
end
$$;
create trigger prompt_templates_tell after insert or update on prompt_templates
  for each row execute function app.tell_prompts();

-- Whoever writes for a client adds versions, in their own name; which one is in use is up to those who answer for it.
drop policy prompt_templates_insert on prompt_templates;
create policy prompt_templates_insert on prompt_templates for insert to hg_content_app
  with check (
    created_by is not distinct from app.actor()
    and client_id = any ((select app.visible_clients('member'))::uuid[])
    and (not is_active or client_id = any ((select app.visible_clients('admin'))::uuid[])));

-- Labels that only those who answer for the client move. `production` always is one.
create table prompt_label_rules (
  client_id uuid not null references clients (id),
  label text not null check (label ~ '^[a-z][a-z0-9-]{0,39}$' and label <> 'production'),
  created_by text default app.actor(),
  created_at timestamptz not null default now(),
  primary key (client_id, label)
);
grant select, insert, delete on prompt_label_rules to hg_content_app;
grant select, delete on prompt_label_rules to hg_content_rls;

alter table prompt_label_rules enable row level security;
alter table prompt_label_rules force row level security;
create policy prompt_label_rules_erase on prompt_label_rules for delete to hg_content_rls using (true);
create policy prompt_label_rules_helpers on prompt_label_rules for select to hg_content_rls using (true);
create policy prompt_label_rules_select on prompt_label_rules for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy prompt_label_rules_insert on prompt_label_rules for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy prompt_label_rules_delete on prompt_label_rules for delete to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]));

create table prompt_labels (
  client_id uuid not null references clients (id),
  template_id uuid not null,
  label text not null check (label ~ '^[a-z][a-z0-9-]{0,39}$' and label <> 'production'),
  version int not null,
  moved_by text,
  moved_at timestamptz not null default now(),
  primary key (template_id, label),
  -- An erasure takes the versions, and their labels along.
  foreign key (client_id, template_id, version) references prompt_templates (client_id, template_id, version)
    on delete cascade
);
create index prompt_labels_client on prompt_labels (client_id);

create function app.sign_prompt_label() returns trigger
language plpgsql as $$
begin
  new.moved_by := app.actor();
  new.moved_at := now();
  return new;
end
$$;
create trigger prompt_labels_sign before insert or update on prompt_labels
  for each row execute function app.sign_prompt_label();

grant select, insert, update, delete on prompt_labels to hg_content_app;
grant select on prompt_labels to hg_content_rls;

alter table prompt_labels enable row level security;
alter table prompt_labels force row level security;
create policy prompt_labels_helpers on prompt_labels for select to hg_content_rls using (true);
create policy prompt_labels_select on prompt_labels for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy prompt_labels_insert on prompt_labels for insert to hg_content_app
  with check (
    client_id = any ((select app.visible_clients('admin'))::uuid[])
    or client_id = any ((select app.visible_clients('member'))::uuid[])
      and (client_id, label) not in (select r.client_id, r.label from prompt_label_rules r));
create policy prompt_labels_update on prompt_labels for update to hg_content_app
  using (
    client_id = any ((select app.visible_clients('admin'))::uuid[])
    or client_id = any ((select app.visible_clients('member'))::uuid[])
      and (client_id, label) not in (select r.client_id, r.label from prompt_label_rules r))
  with check (
    client_id = any ((select app.visible_clients('admin'))::uuid[])
    or client_id = any ((select app.visible_clients('member'))::uuid[])
      and (client_id, label) not in (select r.client_id, r.label from prompt_label_rules r));
create policy prompt_labels_delete on prompt_labels for delete to hg_content_app
  using (
    client_id = any ((select app.visible_clients('admin'))::uuid[])
    or client_id = any ((select app.visible_clients('member'))::uuid[])
      and (client_id, label) not in (select r.client_id, r.label from prompt_label_rules r));

-- What of an erased client does not go with its versions.
create function app.erase_prompt_label_rules() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.prompt_label_rules r where r.client_id = new.id;
  return null;
end
$$;
alter function app.erase_prompt_label_rules() owner to hg_content_rls;
create trigger clients_erase_prompt_label_rules after update of erased_at on clients for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.erase_prompt_label_rules();

-- The partials that a text may render: those in use of the client that owns it. Read only where a text renders any.
create function app.partials_for(owner uuid, texts text) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'template_id', p.template_id, 'version', p.version, 'name', p.name, 'template', p.template) order by p.name), '[]')
  from public.prompt_templates p
  where strpos(texts, 'render') > 0 and p.client_id = owner and p.kind = 'partial' and p.is_active
$$;
create index prompt_templates_partials on prompt_templates (client_id) where kind = 'partial' and is_active;

-- The active version that serves a client and content type: the nearest client's, its content type before `any`; or the
-- named template, when it belongs to the client or to one above it. No row for a client that is not visible.
drop function app.lineage_template(uuid, public.content_type, uuid);
create function app.lineage_template(client uuid, wanted public.content_type, named uuid default null)
returns table (
  template_id uuid, version int, name text, client_id uuid, client_name text, template text, system_template text,
  variables jsonb, model_settings jsonb, trim_order jsonb, partials jsonb
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with found as (
    select p.*, me.name as asked_name
    from public.client_closure a
    join public.prompt_templates p on p.client_id = a.ancestor_id and p.is_active and p.kind = 'prompt'
    join public.clients me on me.id = client
    where a.descendant_id = client
      and client = any (app.visible_clients('viewer'))
      and case when named is null then p.content_type in ('any', wanted) else p.template_id = named end
    order by a.depth, p.content_type desc
    limit 1
  )
  select f.template_id, f.version, f.name::text, f.client_id, f.asked_name::text, f.template, f.system_template,
    f.variables, f.model_settings, f.trim_order, app.partials_for(f.client_id, f.template || f.system_template)
  from found f;
end
$$;
alter function app.lineage_template(uuid, public.content_type, uuid) owner to hg_content_rls;

-- One version, in use or not, of a prompt that belongs to the client or to one above it, with what lineage_template gives.
create function app.lineage_version(client uuid, named uuid, wanted int)
returns table (
  template_id uuid, version int, name text, client_id uuid, client_name text, template text, system_template text,
  variables jsonb, model_settings jsonb, trim_order jsonb, partials jsonb, content_type public.content_type, is_active boolean
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select p.template_id, p.version, p.name::text, p.client_id, me.name::text, p.template, p.system_template,
    p.variables, p.model_settings, p.trim_order, app.partials_for(p.client_id, p.template || p.system_template),
    p.content_type, p.is_active
  from public.prompt_templates p
  join public.client_closure a on a.ancestor_id = p.client_id and a.descendant_id = client
  join public.clients me on me.id = client
  where p.template_id = named and p.version = wanted and p.kind = 'prompt'
    and client = any (app.visible_clients('viewer'));
end
$$;
alter function app.lineage_version(uuid, uuid, int) owner to hg_content_rls;

-- Every prompt in use of a client's lineage, the nearest first. Nothing for a client that is not visible.
create function app.lineage_prompts(client uuid)
returns table (
  template_id uuid, version int, name text, content_type public.content_type, client_id uuid, client_name text, depth int,
  created_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select p.template_id, p.version, p.name::text, p.content_type, p.client_id, c.name::text, a.depth, p.created_at
  from public.client_closure a
  join public.clients c on c.id = a.ancestor_id
  join public.prompt_templates p on p.client_id = a.ancestor_id and p.is_active and p.kind = 'prompt'
  where a.descendant_id = client and client = any (app.visible_clients('viewer'))
  order by a.depth, p.content_type;
end
$$;
alter function app.lineage_prompts(uuid) owner to hg_content_rls;

-- Who made the versions and moved the labels of a client's prompts, by name: who may read a text may know its author, who
-- may work for a client above. Nothing for a client that is not visible.
create function app.prompt_authors(client uuid) returns table (actor text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select made.actor, u.name::text
  from (
    select p.created_by as actor from public.prompt_templates p where p.client_id = client
    union
    select l.moved_by from public.prompt_labels l where l.client_id = client
  ) made
  join public.users u on made.actor = 'user:' || u.id
  where client = any (app.visible_clients('viewer'));
end
$$;
alter function app.prompt_authors(uuid) owner to hg_content_rls;

revoke execute on function app.partials_for(uuid, text) from public;
grant execute on function app.partials_for(uuid, text) to hg_content_rls;
revoke execute on function app.lineage_template(uuid, public.content_type, uuid), app.lineage_version(uuid, uuid, int),
  app.lineage_prompts(uuid), app.prompt_authors(uuid) from public;
grant execute on function app.lineage_template(uuid, public.content_type, uuid), app.lineage_version(uuid, uuid, int),
  app.lineage_prompts(uuid), app.prompt_authors(uuid) to hg_content_app;

reset role;
