-- Another e-mail address to sign in with: asked for by the person, confirmed at the new address, undone from the old one.
set local role hg_content_owner;

create table email_changes (
  id uuid primary key default app.uuid_v7(),
  user_id uuid not null references users (id) on delete cascade,
  -- What was signed in with until the change. Kept with the account: an erasure has to know what to look for.
  old_email varchar(320) not null,
  new_email varchar(320) not null check (new_email = lower(new_email) and position('@' in new_email) > 1),
  -- SHA-256 of the 256 random bits in the link to the new address, and in the one to the old.
  token_hash char(64) not null unique,
  undo_hash char(64) unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours',
  -- By the person, by a newer one, or by an undo.
  withdrawn_at timestamptz,
  confirmed_at timestamptz,
  undo_until timestamptz,
  undone_at timestamptz,
  -- Open invites that went along to the new address.
  invites uuid[] not null default '{}',
  check ((confirmed_at is null) = (undo_hash is null) and (confirmed_at is null) = (undo_until is null))
);
create index email_changes_user on email_changes (user_id, id);
create index email_changes_old on email_changes (old_email) where confirmed_at is not null;

grant select (id, user_id, old_email, new_email, created_at, expires_at, withdrawn_at, confirmed_at, undo_until, undone_at)
  on email_changes to hg_content_app;
grant select, insert, update, delete on email_changes to hg_content_rls;
grant update (password_changed_at) on users to hg_content_rls;
grant update (email) on invites to hg_content_rls;
alter table email_changes enable row level security;
alter table email_changes force row level security;
create policy email_changes_helpers on email_changes to hg_content_rls using (true) with check (true);
create policy email_changes_select on email_changes for select to hg_content_app using (user_id = app.actor_id('user'));

-- An address that somebody may still come back to is nobody else's, as if it were in use.
create function app.hold_former_email() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.email_changes c
    where c.old_email = new.email and c.user_id <> new.id and c.confirmed_at is not null and c.undone_at is null
      and c.undo_until > now()
  ) then
    raise exception 'the address is taken' using errcode = 'unique_violation', constraint = 'users_email';
  end if;
  return null;
end
$$;
-- After the row: whoever waited for the one who gave the address up sees what became of it.
create trigger users_hold_former_email after insert or update of email on users
  for each row execute function app.hold_former_email();

-- Notes that the acting person wants another address, in the place of an earlier wish. `taken`: somebody has it, so that no
-- link may be sent; nobody else is to learn that. Nothing for the sixth wish within an hour.
create function app.request_email_change(given_email text, made_hash text) returns table (taken boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  me public.users;
begin
  -- One after the other for each person: the next one sees what was counted.
  select * into me from public.users u where u.id = app.actor_id('user') and u.erased_at is null for update;
  if me.id is null or (
    select count(*) from public.email_changes c where c.user_id = me.id and c.created_at > now() - interval '1 hour'
  ) >= 5 then
    return;
  end if;
  update public.email_changes c set withdrawn_at = now()
  where c.user_id = me.id and c.confirmed_at is null and c.withdrawn_at is null;
  insert into public.email_changes (user_id, old_email, new_email, token_hash)
  values (me.id, me.email, lower(given_email), made_hash);
  return query select exists (select from public.users u where u.email = lower(given_email)) or exists (
    select from public.email_changes c
    where c.old_email = lower(given_email) and c.user_id <> me.id and c.confirmed_at is not null
      and c.undone_at is null and c.undo_until > now());
end
$$;

-- Takes the acting person's open wish back; false without one.
create function app.withdraw_email_change() returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.email_changes c set withdrawn_at = now()
  where c.user_id = app.actor_id('user') and c.confirmed_at is null and c.withdrawn_at is null and c.expires_at > now();
  return found;
end
$$;

-- Moves the open invites among these from an address of one person to another, where no invite waits there already, and
-- writes it down at their clients. Returns those that moved.
create function app.readdress_invites(which uuid[], destination text, request text) returns uuid[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  moved uuid[];
begin
  with went as (
    update public.invites i set email = destination
    where i.id = any (which) and i.accepted_at is null and i.revoked_at is null
      and not exists (
        select from public.invites o
        where o.client_id = i.client_id and o.email = destination and o.accepted_at is null and o.revoked_at is null)
    returning i.id, i.client_id
  ), logged as (
    insert into public.audit_log (client_id, actor, action, target_type, target_id, request_id)
    select w.client_id, app.actor(), 'invite.readdressed', 'invite', w.id, request from went w
  )
  select array_agg(w.id) into moved from went w;
  return coalesce(moved, '{}');
end
$$;

-- Gives the acting person the address whose link they bring. Links to a new password that went to the old address work no
-- more. Nothing for a link that is not theirs, was used or is too old; users_email when the address was taken meanwhile.
create function app.confirm_email_change(presented text, made_undo text, request text)
returns table (old_email text, new_email text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  me public.users;
  wish public.email_changes;
begin
  select * into me from public.users u where u.id = app.actor_id('user') and u.erased_at is null for update;
  select * into wish from public.email_changes c
  where c.token_hash = presented and c.user_id = me.id and c.confirmed_at is null and c.withdrawn_at is null
    and c.expires_at > now();
  if wish.id is null then
    return;
  end if;
  update public.users u set email = wish.new_email where u.id = me.id;
  update public.password_resets r set used_at = now() where r.user_id = me.id and r.used_at is null;
  update public.email_changes c
  set old_email = me.email, confirmed_at = now(), undo_hash = made_undo, undo_until = now() + interval '7 days',
    invites = app.readdress_invites(array(select i.id from public.invites i where i.email = me.email), wish.new_email, request)
  where c.id = wish.id;
  return query select me.email::text, wish.new_email::text;
end
$$;

-- Whom a link leads back to their former address; nothing when it was used, is too old or no link of ours.
create function app.find_email_undo(presented text) returns table (user_id uuid, email text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.user_id, c.old_email::text from public.email_changes c
  where c.undo_hash = presented and c.undone_at is null and c.undo_until > now()
$$;

-- Undoes a change of the acting person, and with it every later one: whoever made them is not believed. The password works
-- no more, every session and link ends, and a second factor that was begun since goes. False for a link that is not good.
create function app.undo_email_change(presented text, request text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant uuid := app.actor_id('user');
  change public.email_changes;
  later public.email_changes;
begin
  perform from public.users u where u.id = person and u.erased_at is null for update;
  select * into change from public.email_changes c
  where c.undo_hash = presented and c.user_id = person and c.undone_at is null and c.undo_until > now();
  if change.id is null then
    return false;
  end if;
  update public.email_changes c set withdrawn_at = now()
  where c.user_id = person and c.confirmed_at is null and c.withdrawn_at is null;
  update public.users u
  set email = change.old_email, password_hash = 'undone', password_changed_at = now()
  where u.id = person;
  for later in
    select * from public.email_changes c
    where c.user_id = person and c.confirmed_at >= change.confirmed_at and c.undone_at is null
    order by c.confirmed_at desc
  loop
    perform app.readdress_invites(later.invites, change.old_email, request);
    update public.email_changes c set undone_at = now() where c.id = later.id;
  end loop;
  delete from public.sessions s where s.user_id = person;
  update public.password_resets r set used_at = now() where r.user_id = person and r.used_at is null;
  delete from public.recovery_codes r
  using public.second_factors f
  where f.user_id = person and r.user_id = person and f.created_at >= change.confirmed_at;
  delete from public.second_factors f where f.user_id = person and f.created_at >= change.confirmed_at;
  return true;
end
$$;

-- What an erasure of the account alone does not find: the addresses that the person had before, in the audit and in
-- invites. An address that is another person's by now is theirs.
create function app.erase_email_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former text[];
  one record;
begin
  select array_agg(distinct a.email) into former
  from public.email_changes c
  cross join lateral (values (c.old_email), (c.new_email)) as a (email)
  where c.user_id = new.id and (c.confirmed_at is not null or a.email = c.old_email)
    and not exists (select from public.users u where u.email = a.email and u.id <> new.id);
  for one in
    select d.chain, array_agg(d.audit_id) as ids
    from public.audit_details d
    where d.emptied_at is null and exists (
      select from unnest(former) f where strpos(lower(concat_ws(' ', d.label, d.before, d.after)), f) > 0)
    group by d.chain
  loop
    perform app.empty_audit(one.chain, one.ids, '{}', null);
  end loop;
  delete from public.invites i where i.email = any (former);
  delete from public.email_changes c where c.user_id = new.id;
  return null;
end
$$;
create trigger users_erase_email_changes after update of erased_at on users
  for each row when (old.erased_at is null and new.erased_at is not null)
  execute function app.erase_email_changes();

-- Wishes that came to nothing are of no use a month after they ended. What was changed stays with the account.
create function app.sweep_email_changes() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  removed bigint;
begin
  delete from public.email_changes c where c.confirmed_at is null and c.expires_at < now() - interval '30 days';
  get diagnostics removed = row_count;
  return removed;
end
$$;

do $$
declare
  one text;
begin
  execute 'alter function app.hold_former_email() owner to hg_content_rls';
  execute 'alter function app.erase_email_changes() owner to hg_content_rls';
  foreach one in array array['request_email_change(text, text)', 'withdraw_email_change()',
    'readdress_invites(uuid[], text, text)', 'confirm_email_change(text, text, text)', 'find_email_undo(text)',
    'undo_email_change(text, text)', 'sweep_email_changes()'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
    execute format('grant execute on function app.%s to hg_content_rls', one);
  end loop;
end
$$;
grant execute on function app.request_email_change(text, text), app.withdraw_email_change(),
  app.confirm_email_change(text, text, text), app.find_email_undo(text), app.undo_email_change(text, text),
  app.sweep_email_changes() to hg_content_app;

reset role;
