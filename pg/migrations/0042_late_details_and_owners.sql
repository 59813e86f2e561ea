-- Two holes closed: details that are added to the audit later, and moves that leave a client without an owner.
set local role hg_content_owner;

-- Which transaction wrote the row: its details are written by that one, or never. No part of what is sealed.
alter table audit_log add column xact_id xid8;
alter table audit_log alter column xact_id set default pg_current_xact_id();

create or replace function app.stamp_audit() returns trigger
language plpgsql as $$
begin
  new.actor := app.actor();
  new.actor_role := app.role_on(new.client_id);
  new.xact_id := pg_current_xact_id();
  return new;
end
$$;

-- Once the statement is over: it may be the one that writes both.
create function app.refuse_late_details() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from added a
    left join public.audit_log l on l.id = a.audit_id
    where l.xact_id is distinct from pg_current_xact_id()
  ) then
    raise exception 'the audit takes details from the transaction that wrote the row alone'
      using errcode = 'check_violation', constraint = 'audit_details_in_time';
  end if;
  return null;
end
$$;
alter function app.refuse_late_details() owner to hg_content_rls;
create trigger audit_details_in_time after insert on audit_details
  referencing new table as added for each statement execute function app.refuse_late_details();

-- Which of these clients have an owner, on themselves or above, and would have none at that place.
create function app.moved_ownerless(targets uuid[], destination uuid) returns table (client_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not app.may_move(targets, destination) then
    raise insufficient_privilege using message = 'permission denied for function moved_ownerless';
  end if;
  return query
  select t.id
  from unnest(targets) as t (id)
  where exists (
      select from public.client_closure c join public.memberships m on m.client_id = c.ancestor_id
      where c.descendant_id = t.id and m.role = 'owner')
    and not exists (select from public.memberships m where m.client_id = t.id and m.role = 'owner')
    and not exists (
      select from public.client_closure c join public.memberships m on m.client_id = c.ancestor_id
      where c.descendant_id = destination and m.role = 'owner');
end
$$;

-- As before, and no client loses its last owner by it. Owners who go in the same moment wait, or are waited for.
create or replace function app.move_clients(targets uuid[], destination uuid) returns int
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
  perform pg_advisory_xact_lock(hashtext('app.keep_an_owner'));
  if exists (select from app.moved_ownerless(targets, destination)) then
    raise exception 'a client keeps an owner, on itself or above it'
      using errcode = 'check_violation', constraint = 'memberships_last_owner';
  end if;
  update public.clients c
  set parent_id = destination, type = case place when 'root' then 'direct' else 'customer' end::public.client_type
  where c.id = any (targets) and c.parent_id <> destination;
  get diagnostics moved = row_count;
  return moved;
end
$$;

alter function app.moved_ownerless(uuid[], uuid) owner to hg_content_rls;
revoke execute on function app.moved_ownerless(uuid[], uuid) from public;
grant execute on function app.moved_ownerless(uuid[], uuid) to hg_content_app;

reset role;
