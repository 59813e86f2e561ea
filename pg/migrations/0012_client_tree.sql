-- Facts about clients, their former slugs, archive, and moves of many clients at once.
set local role hg_content_owner;

alter table clients
  -- Raised by a change of name, slug or facts: what a writer says it began from.
  add column version int not null default 1,
  add column archived_at timestamptz,
  add constraint clients_metadata_object check (jsonb_typeof(metadata) = 'object'),
  add constraint clients_root_stays check (type <> 'root' or archived_at is null);

create function app.number_client() returns trigger
language plpgsql as $$
begin
  new.version := old.version
    + ((new.name, new.slug, new.metadata) is distinct from (old.name, old.slug, old.metadata))::int;
  return new;
end
$$;
create trigger clients_number before update on clients for each row execute function app.number_client();

-- Every slug that a client has or had. It stays with that client, so that an old link never leads to another one.
create table client_slugs (
  slug varchar(255) primary key,
  client_id uuid not null references clients (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index client_slugs_client on client_slugs (client_id);

create function app.keep_client_slug() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.client_slugs (slug, client_id) values (new.slug, new.id) on conflict (slug) do nothing;
  if not exists (select from public.client_slugs s where s.slug = new.slug and s.client_id = new.id) then
    raise exception 'the slug % is taken', new.slug using errcode = 'unique_violation', constraint = 'clients_slug_key';
  end if;
  return null;
end
$$;
create trigger clients_keep_slug after insert or update of slug on clients
  for each row execute function app.keep_client_slug();

-- As before, and nothing new may stand under an archived client.
create or replace function app.check_client_parent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  parent public.clients;
begin
  select * into parent from public.clients c where c.id = new.parent_id;
  if not coalesce((new.type, parent.type) in (('direct', 'root'), ('agency', 'root'), ('customer', 'agency')), false)
    and not (new.type = 'root' and new.parent_id is null) then
    raise exception 'a client of type % cannot stand under %', new.type, coalesce(parent.type::text, 'nothing')
      using errcode = 'check_violation', constraint = 'clients_parent_type';
  end if;
  if tg_op = 'UPDATE' and new.type <> old.type and exists (select from public.clients c where c.parent_id = new.id) then
    raise exception 'a client with clients below it cannot change its type'
      using errcode = 'check_violation', constraint = 'clients_parent_type';
  end if;
  if parent.archived_at is not null and (tg_op = 'INSERT' or new.parent_id <> old.parent_id) then
    raise exception 'the client above is archived' using errcode = 'check_violation', constraint = 'clients_parent_archived';
  end if;
  return new;
end
$$;

-- The closure, kept once per statement: the rows of what was placed anew are worked out again by walking up. Names and
-- places show in strategies, so whoever remembers those is told.
drop trigger clients_maintain_closure on clients;
drop function app.maintain_client_closure();
create function app.keep_client_closure() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  placed uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(n.id) into placed from new_rows n;
  else
    perform pg_notify('strategies', n.id::text)
    from new_rows n join old_rows o using (id)
    where (n.parent_id, n.name) is distinct from (o.parent_id, o.name);
    select array_agg(distinct c.descendant_id) into placed
    from new_rows n
    join old_rows o using (id)
    join public.client_closure c on c.ancestor_id = n.id
    where n.parent_id is distinct from o.parent_id;
    delete from public.client_closure c where c.descendant_id = any (placed);
  end if;
  insert into public.client_closure (ancestor_id, descendant_id, depth)
  with recursive up as (
    select c.id as ancestor, c.id as descendant, 0 as depth, c.parent_id from public.clients c where c.id = any (placed)
    union all
    select c.id, up.descendant, up.depth + 1, c.parent_id from up join public.clients c on c.id = up.parent_id
  )
  select up.ancestor, up.descendant, up.depth from up;
  return null;
end
$$;
create trigger clients_close_inserted after insert on clients
  referencing new table as new_rows for each statement execute function app.keep_client_closure();
create trigger clients_close_moved after update on clients
  referencing old table as old_rows new table as new_rows for each statement execute function app.keep_client_closure();

-- An archived client, or one under an archived agency, takes no new content. After the row's policies: they come first.
create function app.refuse_archived_client() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.client_closure a
    join public.clients c on c.id = a.ancestor_id
    where a.descendant_id = new.client_id and c.archived_at is not null
  ) then
    raise exception 'client % is archived', new.client_id
      using errcode = 'check_violation', constraint = 'jobs_client_archived';
  end if;
  return null;
end
$$;
create trigger jobs_refuse_archived after insert on jobs for each row execute function app.refuse_archived_client();

grant update (archived_at, parent_id, type) on clients to hg_content_rls;
grant select, insert on client_slugs to hg_content_rls;
grant select on client_slugs to hg_content_app;
alter table client_slugs enable row level security;
alter table client_slugs force row level security;
create policy client_slugs_helpers on client_slugs to hg_content_rls using (true) with check (true);
create policy client_slugs_select on client_slugs for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));

-- The actor's strongest role on each client that they see, and whether it, or a client above it, is archived.
create function app.client_roles()
returns table (client_id uuid, role public.member_role, archived boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  kind constant text := coalesce(split_part(app.actor(), ':', 1), '');
  actor constant uuid := app.actor_id(kind);
  readable constant uuid[] := case when kind <> 'user' then app.visible_clients('viewer') end;
  writable constant uuid[] := case when kind <> 'user' then app.visible_clients('member') end;
begin
  return query
  with held as (
    select c.descendant_id as client_id, max(m.role) as role
    from public.memberships m
    join public.client_closure c on c.ancestor_id = m.client_id
    where kind = 'user' and m.user_id = actor
    group by c.descendant_id
    union all
    select r.id, case when r.id = any (writable) then 'member' else 'viewer' end::public.member_role
    from unnest(readable) as r (id)
  ),
  ended as (
    select distinct c.descendant_id as client_id
    from public.clients a join public.client_closure c on c.ancestor_id = a.id
    where a.archived_at is not null
  )
  select h.client_id, h.role, e.client_id is not null
  from held h
  join public.clients c on c.id = h.client_id
  left join ended e on e.client_id = h.client_id;
end
$$;

-- What makes, ends or moves a client is decided above it. An archived client keeps its rows, and its running jobs end.
-- Returns when it was archived; null once restored. Refused (42501) without the role of an admin on the client above.
create function app.archive_client(target uuid, archive boolean) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_row public.clients;
begin
  select * into found_row from public.clients c where c.id = target for no key update;
  if not coalesce(found_row.parent_id = any (app.visible_clients('admin')), false) then
    raise insufficient_privilege using message = 'permission denied for function archive_client';
  end if;
  if archive = (found_row.archived_at is not null) then
    return found_row.archived_at;
  end if;
  update public.clients c set archived_at = case when archive then now() end where c.id = target
  returning c.archived_at into found_row.archived_at;
  return found_row.archived_at;
end
$$;

-- True when the actor may move these clients to that place: an admin there, on each of them and on the client above each.
-- Asked by the two functions below only, as whom they run.
create function app.may_move(targets uuid[], destination uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  admins constant uuid[] := app.visible_clients('admin');
begin
  return coalesce(targets <@ admins and destination = any (admins), false)
    and not exists (
      select from public.clients c where c.id = any (targets) and (c.parent_id = any (admins)) is not true
    );
end
$$;

-- Puts customers and direct clients under an agency or the root, which decides their type. All involved rows are locked
-- in the order of their ids first, so that two moves wait for each other and never for good. Returns how many moved.
create function app.move_clients(targets uuid[], destination uuid) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  place public.client_type;
  moved int;
begin
  perform from public.clients c where c.id = any (targets || destination) order by c.id for no key update;
  if not app.may_move(targets, destination) then
    raise insufficient_privilege using message = 'permission denied for function move_clients';
  end if;
  select c.type into place from public.clients c where c.id = destination;
  if exists (select from public.clients c where c.id = any (targets) and c.type not in ('customer', 'direct')) then
    raise exception 'only customers and direct clients move'
      using errcode = 'check_violation', constraint = 'clients_parent_type';
  end if;
  update public.clients c
  set parent_id = destination, type = case place when 'root' then 'direct' else 'customer' end::public.client_type
  where c.id = any (targets) and c.parent_id <> destination;
  get diagnostics moved = row_count;
  return moved;
end
$$;

-- Whose role on the clients would change by such a move, from what to what, and on how many of them. The actor is an
-- admin of both places, so everybody listed is a member of a client of theirs.
create function app.moved_people(targets uuid[], destination uuid)
returns table (user_id uuid, name text, email text, before public.member_role, after public.member_role, clients int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not app.may_move(targets, destination) then
    raise insufficient_privilege using message = 'permission denied for function moved_people';
  end if;
  return query
  with places as (
    select c.descendant_id as client_id, c.ancestor_id, true as old, c.depth = 0 as new
    from public.client_closure c where c.descendant_id = any (targets)
    union all
    select t.id, c.ancestor_id, false, true
    from unnest(targets) as t (id), public.client_closure c where c.descendant_id = destination
  ),
  held as (
    select m.user_id, p.client_id, max(m.role) filter (where p.old) as before, max(m.role) filter (where p.new) as after
    from places p
    join public.memberships m on m.client_id = p.ancestor_id
    group by m.user_id, p.client_id
  )
  select h.user_id, u.name::text, u.email::text, h.before, h.after, count(*)::int
  from held h
  join public.users u on u.id = h.user_id
  where h.before is distinct from h.after
  group by h.user_id, u.name, u.email, h.before, h.after
  order by u.name, u.email, h.before, h.after;
end
$$;

alter function app.keep_client_slug() owner to hg_content_rls;
alter function app.keep_client_closure() owner to hg_content_rls;
alter function app.refuse_archived_client() owner to hg_content_rls;
alter function app.client_roles() owner to hg_content_rls;
alter function app.archive_client(uuid, boolean) owner to hg_content_rls;
alter function app.move_clients(uuid[], uuid) owner to hg_content_rls;
alter function app.moved_people(uuid[], uuid) owner to hg_content_rls;
revoke execute on function app.may_move(uuid[], uuid) from public;
grant execute on function app.may_move(uuid[], uuid) to hg_content_rls;
revoke execute on function app.archive_client(uuid, boolean), app.move_clients(uuid[], uuid), app.moved_people(uuid[], uuid)
  from public;
grant execute on function app.archive_client(uuid, boolean), app.move_clients(uuid[], uuid), app.moved_people(uuid[], uuid)
  to hg_content_app;

reset role;

insert into client_slugs (slug, client_id, created_at) select slug, id, created_at from clients;
-- The one fact that has another name now.
update clients set metadata = (metadata - 'serves') || jsonb_build_object('audience', metadata -> 'serves')
where metadata ? 'serves';
