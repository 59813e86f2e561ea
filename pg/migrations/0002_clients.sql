-- The client tree and its closure.
set local role hg_content_owner;

create table clients (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null check (length(trim(name)) > 0),
  slug varchar(255) not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  type client_type not null,
  parent_id uuid references clients (id),
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index clients_one_root on clients (type) where type = 'root';
create index clients_parent on clients (parent_id);
create trigger clients_touch before update on clients for each row execute function app.touch();

create table client_closure (
  ancestor_id uuid not null references clients (id) on delete cascade,
  descendant_id uuid not null references clients (id) on delete cascade,
  depth int not null check (depth >= 0),
  primary key (ancestor_id, descendant_id)
);
create index client_closure_descendant on client_closure (descendant_id, depth);

-- Which kind may stand under which. The levels are fixed, so a cycle cannot be built.
create function app.check_client_parent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  parent_type public.client_type;
begin
  select c.type into parent_type from public.clients c where c.id = new.parent_id;
  if not coalesce((new.type, parent_type) in (('direct', 'root'), ('agency', 'root'), ('customer', 'agency')), false)
    and not (new.type = 'root' and new.parent_id is null) then
    raise exception 'a client of type % cannot stand under %', new.type, coalesce(parent_type::text, 'nothing')
      using errcode = 'check_violation', constraint = 'clients_parent_type';
  end if;
  if tg_op = 'UPDATE' and new.type <> old.type and exists (select from public.clients c where c.parent_id = new.id) then
    raise exception 'a client with clients below it cannot change its type'
      using errcode = 'check_violation', constraint = 'clients_parent_type';
  end if;
  return new;
end
$$;
create trigger clients_check_parent before insert or update of parent_id, type on clients
  for each row execute function app.check_client_parent();

-- Keeps the closure: a new client gets its ancestors, a moved subtree leaves the old ones and gets the new.
create function app.maintain_client_closure() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if new.parent_id is not distinct from old.parent_id then
      return null;
    end if;
    delete from public.client_closure c
    using public.client_closure below
    where below.ancestor_id = new.id
      and c.descendant_id = below.descendant_id
      and c.ancestor_id not in (select s.descendant_id from public.client_closure s where s.ancestor_id = new.id);
    insert into public.client_closure (ancestor_id, descendant_id, depth)
    select above.ancestor_id, below.descendant_id, above.depth + below.depth + 1
    from public.client_closure above, public.client_closure below
    where above.descendant_id = new.parent_id and below.ancestor_id = new.id;
  else
    insert into public.client_closure (ancestor_id, descendant_id, depth)
    select c.ancestor_id, new.id, c.depth + 1 from public.client_closure c where c.descendant_id = new.parent_id
    union all
    select new.id, new.id, 0;
  end if;
  return null;
end
$$;
create trigger clients_maintain_closure after insert or update of parent_id on clients
  for each row execute function app.maintain_client_closure();

grant select on clients to hg_content_rls;
grant select, insert, delete on client_closure to hg_content_rls;
grant select, insert on clients to hg_content_app;
-- Not the parent and the type: a policy sees only the new row, so a move out of one's tree could not be told from a rename.
grant update (name, slug, metadata) on clients to hg_content_app;
grant select on client_closure to hg_content_app;
alter function app.check_client_parent() owner to hg_content_rls;
alter function app.maintain_client_closure() owner to hg_content_rls;

reset role;
