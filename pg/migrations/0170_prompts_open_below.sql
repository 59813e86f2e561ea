-- Templates that those below may read: an agency its house's, a customer its agency's, with their versions and labels. The text
-- alone is opened: what serves, who wrote it and what was decided about it stay where they are.
set local role hg_content_owner;

alter table prompt_templates add column open_below boolean not null default false;

-- Whether those below may read it belongs to the template, as its name does.
create or replace function app.keep_prompt_version() returns trigger
language plpgsql as $$
declare
  open_columns constant text[] := array['is_active', 'open_below'] || case old.kind when 'prompt' then array['name'] else '{}' end;
begin
  if (to_jsonb(new) - open_columns) is distinct from (to_jsonb(old) - open_columns) then
    raise exception 'version % of a prompt template never changes; add a version', old.version
      using errcode = 'check_violation', constraint = 'prompt_templates_immutable';
  end if;
  return new;
end
$$;

create or replace function app.keep_prompt_whole() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.prompt_templates p
    where p.template_id in (select c.template_id from changed c)
    group by p.template_id
    having count(distinct (p.client_id, p.kind, p.content_type, p.name, p.open_below)) > 1 or max(p.version) <> count(*)
  ) then
    raise exception 'the versions of a prompt template are numbered from 1, and have one client, kind, content type and name'
      using errcode = 'check_violation', constraint = 'prompt_templates_whole';
  end if;
  return null;
end
$$;

-- A version is as open as its template. A new template is not: opening it is a change, which those who answer for it make.
create function app.inherit_prompt_opening() returns trigger
language plpgsql as $$
begin
  new.open_below := coalesce(
    (select p.open_below from prompt_templates p
     where p.template_id = new.template_id and p.client_id = new.client_id and p.version = 1),
    false);
  return new;
end
$$;
create trigger prompt_templates_open before insert on prompt_templates
  for each row execute function app.inherit_prompt_opening();

-- Clients above one that the actor may see.
create function app.clients_above() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(
    (select array_agg(distinct c.ancestor_id) from public.client_closure c
     where c.descendant_id = any (app.visible_clients('viewer')) and c.depth > 0),
    '{}');
end
$$;
alter function app.clients_above() owner to hg_content_rls;

create policy prompt_templates_select_below on prompt_templates for select to hg_content_app
  using (open_below and client_id = any ((select app.clients_above())::uuid[]));
create policy prompt_labels_select_below on prompt_labels for select to hg_content_app
  using (
    client_id = any ((select app.clients_above())::uuid[])
    and exists (
      select from prompt_templates p
      where p.template_id = prompt_labels.template_id and p.version = 1 and p.open_below));

-- Whose an open template of a client above is, by name: those below read nothing else of that client. No row for any other.
create function app.open_prompt_owner(named uuid) returns table (client_id uuid, client_name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select c.id, c.name::text
  from public.prompt_templates p
  join public.clients c on c.id = p.client_id
  where p.template_id = named and p.version = 1 and p.open_below and p.client_id = any (app.clients_above());
end
$$;
alter function app.open_prompt_owner(uuid) owner to hg_content_rls;

-- Whether a client is another one, or stands above it. False where that one is not the actor's to see.
create function app.stands_above(client uuid, other uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return other = any (app.visible_clients('viewer'))
    and exists (select from public.client_closure c where c.ancestor_id = client and c.descendant_id = other);
end
$$;
alter function app.stands_above(uuid, uuid) owner to hg_content_rls;

-- Every prompt in use of a client's lineage, the nearest first. Nothing for a client that is not visible.
drop function app.lineage_prompts(uuid);
create function app.lineage_prompts(client uuid)
returns table (
  template_id uuid, version int, name text, content_type public.content_type, client_id uuid, client_name text, depth int,
  created_at timestamptz, open_below boolean
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select p.template_id, p.version, p.name::text, p.content_type, p.client_id, c.name::text, a.depth, p.created_at, p.open_below
  from public.client_closure a
  join public.clients c on c.id = a.ancestor_id
  join public.prompt_templates p on p.client_id = a.ancestor_id and p.is_active and p.kind = 'prompt'
  where a.descendant_id = client and client = any (app.visible_clients('viewer'))
  order by a.depth, p.content_type;
end
$$;
alter function app.lineage_prompts(uuid) owner to hg_content_rls;

revoke execute on function app.clients_above(), app.open_prompt_owner(uuid), app.stands_above(uuid, uuid),
  app.lineage_prompts(uuid) from public;
grant execute on function app.clients_above(), app.open_prompt_owner(uuid), app.stands_above(uuid, uuid),
  app.lineage_prompts(uuid) to hg_content_app;

reset role;
