-- Roles that change, invites, sessions, forgotten passwords and second factors.
set local role hg_content_owner;

-- One's own name and password. What proves that the old password is known is the services' to check.
alter table users add column password_changed_at timestamptz not null default now();
grant select (password_changed_at) on users to hg_content_app;
grant update (name, password_hash, password_changed_at) on users to hg_content_app;
create policy users_update on users for update to hg_content_app
  using (id = app.actor_id('user')) with check (id = app.actor_id('user'));

-- Nobody changes or removes more than they hold; everybody may leave. New memberships come by accepted invites only.
grant update (role), delete on memberships to hg_content_app;
create policy memberships_update on memberships for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]) and role <= app.role_on(client_id))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]) and role <= app.role_on(client_id));
create policy memberships_delete on memberships for delete to hg_content_app
  using (
    user_id = app.actor_id('user')
    or (client_id = any ((select app.visible_clients('admin'))::uuid[]) and role <= app.role_on(client_id))
  );

-- An owner may go while another one remains on the same client or above it. Owners who go at the same time go one after
-- the other: what the first did is seen by the second, whose query comes after the lock.
create function app.keep_an_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.role <> 'owner' or (tg_op = 'UPDATE' and new.role = 'owner') then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('app.keep_an_owner'));
  if exists (select from public.clients c where c.id = old.client_id)
    and not exists (
      select from public.memberships m
      join public.client_closure c on c.ancestor_id = m.client_id
      where c.descendant_id = old.client_id and m.role = 'owner') then
    raise exception 'a client keeps an owner, on itself or above it'
      using errcode = 'check_violation', constraint = 'memberships_last_owner';
  end if;
  return null;
end
$$;
create trigger memberships_keep_an_owner after update of role or delete on memberships
  for each row execute function app.keep_an_owner();

create table invites (
  id uuid primary key default app.uuid_v7(),
  client_id uuid not null references clients (id) on delete cascade,
  email varchar(320) not null check (email = lower(email) and position('@' in email) > 1),
  role member_role not null,
  -- SHA-256 of the 256 random bits in the link.
  token_hash char(64) not null unique,
  -- Who sent the link last, and answers for it: by trigger.
  invited_by uuid references users (id) on delete set null,
  -- What became of the mail with the link; null until it is known.
  mail varchar(20) check (mail in ('sent', 'written', 'not_configured', 'failed')),
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references users (id) on delete set null,
  revoked_at timestamptz,
  unique (client_id, id),
  check (num_nonnulls(accepted_at, revoked_at) < 2)
);
create unique index invites_one_open on invites (client_id, email) where accepted_at is null and revoked_at is null;

create function app.stamp_invite() returns trigger
language plpgsql as $$
begin
  new.invited_by := app.actor_id('user');
  return new;
end
$$;
create trigger invites_stamp before insert or update of token_hash on invites
  for each row execute function app.stamp_invite();

grant select (id, client_id, email, role, invited_by, mail, created_at, sent_at, expires_at, accepted_at, accepted_by, revoked_at)
  on invites to hg_content_app;
grant insert (id, client_id, email, role, token_hash, expires_at) on invites to hg_content_app;
grant update (token_hash, mail, sent_at, expires_at, revoked_at) on invites to hg_content_app;

alter table invites enable row level security;
alter table invites force row level security;
create policy invites_select on invites for select to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy invites_insert on invites for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]) and role <= app.role_on(client_id));
create policy invites_update on invites for update to hg_content_app
  using (
    client_id = any ((select app.visible_clients('admin'))::uuid[]) and role <= app.role_on(client_id)
    and accepted_at is null and revoked_at is null
  )
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]) and role <= app.role_on(client_id));

-- Where somebody is signed in. A session that is revoked is gone.
create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  address text,
  user_agent varchar(400) not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id, last_seen_at desc);
grant select, insert, delete on sessions to hg_content_app;

-- Links for those who forgot their password: reached by the functions below only.
create table password_resets (
  token_hash char(64) primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '60 minutes',
  used_at timestamptz
);
create index password_resets_user on password_resets (user_id, created_at);

-- The second factor of those who want one; it counts once it is confirmed by a first code.
create table second_factors (
  user_id uuid primary key references users (id) on delete cascade,
  -- Encrypted by the services.
  secret text not null,
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: none is taken twice, and none from before it.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);
create table recovery_codes (
  user_id uuid not null references second_factors (user_id) on delete cascade,
  -- SHA-256 of a code of 80 random bits.
  hash char(64) not null,
  used_at timestamptz,
  primary key (user_id, hash)
);
grant select (user_id, confirmed_at, last_step, created_at), insert (user_id, secret), update (confirmed_at, last_step), delete
  on second_factors to hg_content_app;
grant select (user_id, used_at), insert (user_id, hash), delete on recovery_codes to hg_content_app;

do $$
declare
  one text;
begin
  foreach one in array array['sessions', 'password_resets', 'second_factors', 'recovery_codes'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
  end loop;
end
$$;
create policy sessions_own on sessions to hg_content_app
  using (user_id = app.actor_id('user')) with check (user_id = app.actor_id('user'));
create policy second_factors_own on second_factors to hg_content_app
  using (user_id = app.actor_id('user')) with check (user_id = app.actor_id('user'));
create policy recovery_codes_own on recovery_codes to hg_content_app
  using (user_id = app.actor_id('user')) with check (user_id = app.actor_id('user'));

-- What the functions below do as their owner.
grant insert (email, name, password_hash) on users to hg_content_rls;
grant insert, update on memberships to hg_content_rls;
grant select, update (accepted_at, accepted_by) on invites to hg_content_rls;
grant select, update (last_seen_at, address) on sessions to hg_content_rls;
grant select, insert, update (used_at), delete on password_resets to hg_content_rls;
grant select on second_factors to hg_content_rls;
grant select, update (used_at) on recovery_codes to hg_content_rls;
create policy users_register on users for insert to hg_content_rls with check (true);
create policy memberships_accept on memberships for insert to hg_content_rls with check (true);
create policy memberships_raise on memberships for update to hg_content_rls using (true) with check (true);
create policy invites_helpers on invites to hg_content_rls using (true) with check (true);
create policy sessions_helpers on sessions to hg_content_rls using (true) with check (true);
create policy password_resets_helpers on password_resets to hg_content_rls using (true) with check (true);
create policy second_factors_helpers on second_factors for select to hg_content_rls using (true);
create policy recovery_codes_helpers on recovery_codes to hg_content_rls using (true) with check (true);

-- Who has a role on a client: its own people, and those whose role reaches down from above. Everybody who has a role
-- there may know; addresses and second factors are for its admins, and one's own for oneself.
create function app.client_people(client uuid)
returns table (user_id uuid, name varchar, email varchar, role public.member_role, via_id uuid, via_name varchar,
  depth int, since timestamptz, second_factor boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  held constant public.member_role := app.role_on(client);
  me constant uuid := app.actor_id('user');
begin
  if held is null then
    return;
  end if;
  return query
    select u.id, u.name, case when held >= 'admin' or u.id = me then u.email end, m.role, a.id, a.name, c.depth,
      m.created_at,
      case when held >= 'admin' or u.id = me then
        exists (select from public.second_factors f where f.user_id = u.id and f.confirmed_at is not null) end
    from public.client_closure c
    join public.clients a on a.id = c.ancestor_id
    join public.memberships m on m.client_id = c.ancestor_id
    join public.users u on u.id = m.user_id
    where c.descendant_id = client;
end
$$;

-- Who sent a client's invites, and the role that they hold there now, for its admins.
create function app.inviters(client uuid) returns table (user_id uuid, name varchar, role public.member_role)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(app.role_on(client) < 'admin', true) then
    return;
  end if;
  return query
    select u.id, u.name, (
      select max(m.role) from public.memberships m
      join public.client_closure c on c.ancestor_id = m.client_id
      where c.descendant_id = client and m.user_id = u.id)
    from public.users u
    where u.id in (select i.invited_by from public.invites i where i.client_id = client);
end
$$;

-- What a link invites to: `open`, `expired`, `revoked`, `accepted`, or `void` when whoever sent it may no longer grant
-- that role.
create function app.find_invite(presented text)
returns table (id uuid, client_id uuid, client_name varchar, client_slug varchar, email varchar, role public.member_role,
  invited_by_name varchar, expires_at timestamptz, state text, has_account boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.client_id, c.name, c.slug, i.email, i.role, by.name, i.expires_at,
    case
      when i.accepted_at is not null then 'accepted'
      when i.revoked_at is not null then 'revoked'
      when i.expires_at <= now() then 'expired'
      when not exists (
        select from public.memberships m
        join public.client_closure a on a.ancestor_id = m.client_id
        where a.descendant_id = i.client_id and m.user_id = i.invited_by and m.role >= greatest('admin', i.role)
      ) then 'void'
      else 'open'
    end,
    exists (select from public.users u where u.email = i.email)
  from public.invites i
  join public.clients c on c.id = i.client_id
  left join public.users by on by.id = i.invited_by
  where i.token_hash = presented
$$;

-- Makes the account of the person whom an open invite is for. Null for any other link; users_email says that there is an
-- account already.
create function app.register_invited(presented text, given_name text, given_hash text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  insert into public.users (email, name, password_hash)
  select i.email, given_name, given_hash from app.find_invite(presented) i where i.state = 'open'
  returning users.id into made;
  return made;
end
$$;

-- Gives the acting person what an open invite to their own address offers; a stronger role of theirs stays. False when
-- there is nothing to accept.
create function app.accept_invite(presented text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me constant uuid := app.actor_id('user');
  invite record;
begin
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

-- Whether a session lives. Notes, at most once a minute, when and from where it was used.
create function app.see_session(session uuid, person uuid, seen_address text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seen timestamptz;
begin
  select s.last_seen_at into seen
  from public.sessions s where s.id = session and s.user_id = person and s.expires_at > now();
  if seen < now() - interval '1 minute' then
    update public.sessions s set last_seen_at = now(), address = coalesce(seen_address, s.address) where s.id = session;
  end if;
  return seen is not null;
end
$$;

-- Notes a link for somebody who forgot their password, and says whom it is for. Nothing for an unknown address, nor for
-- the fourth link within an hour.
create function app.request_password_reset(given_email text, made_hash text)
returns table (user_id uuid, name varchar, email varchar)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- One after the other for each address: the next one sees what was counted.
  perform pg_advisory_xact_lock(hashtext('app.request_password_reset'), hashtext(lower(given_email)));
  delete from public.password_resets r where r.expires_at < now() - interval '1 day';
  return query
    with person as (
      select u.id, u.name, u.email from public.users u
      where u.email = lower(given_email) and (
        select count(*) from public.password_resets r where r.user_id = u.id and r.created_at > now() - interval '1 hour'
      ) < 3
    ), made as (
      insert into public.password_resets (token_hash, user_id) select made_hash, p.id from person p
    )
    select p.id, p.name, p.email from person p;
end
$$;

-- Whose password a link may set; nothing when it is used up, too old or no link of ours.
create function app.find_password_reset(presented text) returns table (user_id uuid, name varchar, email varchar)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.name, u.email
  from public.password_resets r
  join public.users u on u.id = r.user_id
  where r.token_hash = presented and r.used_at is null and r.expires_at > now()
$$;

-- Uses a link up, and with it every other link of that person. Null when it was not good.
create function app.use_password_reset(presented text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person uuid;
begin
  update public.password_resets r set used_at = now()
  where r.token_hash = presented and r.used_at is null and r.expires_at > now()
  returning r.user_id into person;
  update public.password_resets r set used_at = now() where r.user_id = person and r.used_at is null;
  return person;
end
$$;

-- What proves who the acting person is; it leaves the database only here, and for nobody else.
create function app.own_credentials()
returns table (user_id uuid, email varchar, password_hash text, totp_secret text, totp_confirmed_at timestamptz,
  totp_last_step bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.email, u.password_hash, f.secret, f.confirmed_at, f.last_step
  from public.users u
  left join public.second_factors f on f.user_id = u.id
  where u.id = app.actor_id('user')
$$;

-- Uses up a recovery code of the acting person; false when it is none, or was used.
create function app.use_recovery_code(presented text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.recovery_codes r set used_at = now()
  where r.user_id = app.actor_id('user') and r.hash = presented and r.used_at is null;
  return found;
end
$$;

do $$
declare
  one text;
begin
  execute 'alter function app.keep_an_owner() owner to hg_content_rls';
  foreach one in array array[
    'client_people(uuid)', 'inviters(uuid)', 'find_invite(text)', 'register_invited(text, text, text)',
    'accept_invite(text)', 'see_session(uuid, uuid, text)', 'request_password_reset(text, text)',
    'find_password_reset(text)', 'use_password_reset(text)', 'own_credentials()', 'use_recovery_code(text)'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
    execute format('grant execute on function app.%s to hg_content_app, hg_content_rls', one);
  end loop;
end
$$;

reset role;
