-- API keys made by people: who made them, what they replace, when they were last used, and how they end.
set local role hg_content_owner;

alter table api_keys
  add column created_by text,
  -- The key that this one replaces. A key has one successor at most, so that rotations form a chain.
  add column rotated_from uuid,
  add column last_used_at timestamptz,
  add constraint api_keys_rotated_from foreign key (client_id, rotated_from) references api_keys (client_id, id),
  add constraint api_keys_one_successor unique (rotated_from);
create index api_keys_client on api_keys (client_id, created_at desc, id desc);

-- Who makes a key is said by the transaction and never by the statement.
create function app.stamp_api_key() returns trigger
language plpgsql as $$
begin
  new.created_by := coalesce(app.actor(), new.created_by);
  return new;
end
$$;
create trigger api_keys_stamp before insert on api_keys for each row execute function app.stamp_api_key();

-- A key's end comes closer, or stays: a revoked or expired key never works again.
create function app.keep_api_key_end() returns trigger
language plpgsql as $$
begin
  if (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
    or (old.expires_at is not null and coalesce(new.expires_at > old.expires_at, true)) then
    raise exception 'the end of API key % cannot be put off', old.id
      using errcode = 'check_violation', constraint = 'api_keys_end';
  end if;
  return new;
end
$$;
create trigger api_keys_keep_end before update of revoked_at, expires_at on api_keys
  for each row execute function app.keep_api_key_end();

-- Noting a use must not make every process forget the key.
drop trigger api_keys_notify on api_keys;
create trigger api_keys_notify after update on api_keys for each row
  when ((to_jsonb(old) - 'last_used_at') is distinct from (to_jsonb(new) - 'last_used_at'))
  execute function app.notify_api_key();

-- Notes that the acting key was used, once a minute at most; true when it was noted.
create function app.note_key_use(key uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.api_keys k set last_used_at = now()
  where k.id = key and key = app.actor_id('key')
    and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return found;
end
$$;

-- Names of the people who made a client's keys, for its admins: they may stand above it, where they are not to be seen.
create function app.key_authors(client uuid) returns table (actor text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select distinct k.created_by, u.name::text
  from public.api_keys k
  join public.users u on u.id = case when k.created_by like 'user:%' then substr(k.created_by, 6)::uuid end
  where k.client_id = client and client = any (app.visible_clients('admin'));
end
$$;
alter function app.note_key_use(uuid) owner to hg_content_rls;
alter function app.key_authors(uuid) owner to hg_content_rls;
revoke execute on function app.note_key_use(uuid), app.key_authors(uuid) from public;
grant execute on function app.note_key_use(uuid), app.key_authors(uuid) to hg_content_app;

grant select (created_by, rotated_from, last_used_at) on api_keys to hg_content_app;
grant insert (client_id, name, key_id, hash, scopes, expires_at, rotated_from) on api_keys to hg_content_app;
grant update (expires_at, revoked_at) on api_keys to hg_content_app;
grant update (last_used_at) on api_keys to hg_content_rls;

create policy api_keys_note on api_keys for update to hg_content_rls using (true) with check (true);
create policy api_keys_insert on api_keys for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy api_keys_update on api_keys for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

reset role;
