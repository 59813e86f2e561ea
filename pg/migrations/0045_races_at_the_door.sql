-- Two things that happen to one account in the same moment, and links that outlive what they were for.
set local role hg_content_owner;

-- A new password, however it came, ends the links to another one.
create function app.end_password_resets() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.password_resets r set used_at = now() where r.user_id = new.id and r.used_at is null;
  return null;
end
$$;
alter function app.end_password_resets() owner to hg_content_rls;
create trigger users_end_password_resets after update of password_hash on users
  for each row when (old.password_hash is distinct from new.password_hash)
  execute function app.end_password_resets();

-- As before, and one after the other with whatever else happens to the person: nobody joins who is being erased, and
-- nobody's second factor is taken as if they had not joined.
create or replace function app.accept_invite(presented text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me constant uuid := app.actor_id('user');
  invite record;
begin
  perform from public.users u where u.id = me for no key update;
  -- Revoked or accepted in the same moment: whoever comes second sees it.
  perform from public.invites i where i.token_hash = presented for update;
  select i.* into invite
  from app.find_invite(presented) i
  join public.users u on u.id = me and u.email = i.email
  where i.state = 'open';
  if not found then
    return false;
  end if;
  insert into public.memberships as held (user_id, client_id, role) values (me, invite.client_id, invite.role)
  on conflict (user_id, client_id) do update set role = greatest(held.role, excluded.role);
  update public.invites i set accepted_at = now(), accepted_by = me where i.id = invite.id;
  return true;
end
$$;

reset role;
