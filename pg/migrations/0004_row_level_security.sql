-- Who sees which client: one array, computed once per statement, that every policy compares against.
set local role hg_content_owner;

-- Clients on which the actor holds at least this role. A person's roles reach down the tree; a key reads its client's
-- subtree, and writes there with the scope content:write; a service acting for one client is a member of it alone.
-- These helpers are PL/pgSQL because it keeps their plans; in SQL they would be planned on every call, at 6 times the cost.
create function app.visible_clients(minimum public.member_role default 'viewer') returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  kind constant text := coalesce(split_part(app.actor(), ':', 1), '');
  actor constant uuid := app.actor_id(kind);
  visible uuid[];
begin
  case kind
    when 'user' then
      select array_agg(distinct c.descendant_id) into visible
      from public.memberships m
      join public.client_closure c on c.ancestor_id = m.client_id
      where m.user_id = actor and m.role >= minimum;
    when 'key' then
      select array_agg(c.descendant_id) into visible
      from public.api_keys k
      join public.client_closure c on c.ancestor_id = k.client_id
      where k.id = actor
        and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > now())
        and (minimum = 'viewer' or (minimum = 'member' and 'content:write' = any (k.scopes)));
    when 'client' then
      if minimum <= 'member' then
        visible := array[actor];
      end if;
    else
      null;
  end case;
  return coalesce(visible, '{}');
end
$$;

-- The actor's strongest role on one client; null when the client is not theirs to see.
create function app.role_on(client uuid) returns public.member_role
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  kind constant text := coalesce(split_part(app.actor(), ':', 1), '');
  actor constant uuid := app.actor_id(kind);
  held public.member_role;
begin
  case kind
    when 'user' then
      select max(m.role) into held
      from public.memberships m
      join public.client_closure c on c.ancestor_id = m.client_id and c.descendant_id = client
      where m.user_id = actor;
    when 'key' then
      select case when 'content:write' = any (k.scopes) then 'member' else 'viewer' end into held
      from public.api_keys k
      join public.client_closure c on c.ancestor_id = k.client_id and c.descendant_id = client
      where k.id = actor and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
    when 'client' then
      select 'member' into held from public.clients c where c.id = client and c.id = actor;
    else
      null;
  end case;
  return held;
end
$$;

alter function app.visible_clients(public.member_role) owner to hg_content_rls;
alter function app.role_on(uuid) owner to hg_content_rls;

alter table clients enable row level security;
alter table clients force row level security;
create policy clients_helpers on clients to hg_content_rls using (true);
create policy clients_select on clients for select to hg_content_app
  using (id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy clients_insert on clients for insert to hg_content_app
  with check (parent_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy clients_update on clients for update to hg_content_app
  using (id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (id = any ((select app.visible_clients('admin'))::uuid[]));

alter table client_closure enable row level security;
alter table client_closure force row level security;
create policy client_closure_helpers on client_closure to hg_content_rls using (true) with check (true);
create policy client_closure_select on client_closure for select to hg_content_app
  using (
    ancestor_id = any ((select app.visible_clients('viewer'))::uuid[])
    and descendant_id = any ((select app.visible_clients('viewer'))::uuid[])
  );

alter table users enable row level security;
alter table users force row level security;
create policy users_helpers on users for select to hg_content_rls using (true);
create policy users_select on users for select to hg_content_app using (id = app.actor_id('user'));

alter table memberships enable row level security;
alter table memberships force row level security;
create policy memberships_helpers on memberships for select to hg_content_rls using (true);
create policy memberships_select on memberships for select to hg_content_app
  using (user_id = app.actor_id('user') or client_id = any ((select app.visible_clients('admin'))::uuid[]));

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy api_keys_helpers on api_keys for select to hg_content_rls using (true);
create policy api_keys_select on api_keys for select to hg_content_app
  using (id = app.actor_id('key') or client_id = any ((select app.visible_clients('admin'))::uuid[]));

reset role;
