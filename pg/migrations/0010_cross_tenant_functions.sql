-- The few questions that cross tenants, each a named function with a pinned search_path.
set local role hg_content_owner;

-- Who signs in under this address. The hash leaves the database only here.
create function app.find_sign_in(address text)
returns table (user_id uuid, name text, email text, password_hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.name, u.email, u.password_hash from public.users u where u.email = lower(address)
$$;

-- The key behind the id that a presented key names; the caller compares hashes.
create function app.find_api_key(presented text)
returns table (id uuid, client_id uuid, hash text, scopes text[], expires_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.client_id, k.hash, k.scopes, k.expires_at, k.revoked_at
  from public.api_keys k
  where k.key_id = presented
$$;

-- Jobs that the queue may have lost: pending for longer than `patience`, or processing past their lease. Ids only, in
-- order of id, after `after`.
create function app.due_jobs(patience interval, after uuid, page int)
returns table (id uuid, client_id uuid, epoch int, priority smallint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.id, j.client_id, j.epoch, j.priority
  from public.jobs j
  where j.status in ('pending', 'processing')
    and j.id > after
    and case j.status when 'pending' then j.updated_at < now() - patience else j.lease_until < now() end
  order by j.id
  limit page
$$;

alter function app.find_sign_in(text) owner to hg_content_rls;
alter function app.find_api_key(text) owner to hg_content_rls;
alter function app.due_jobs(interval, uuid, int) owner to hg_content_rls;
revoke execute on function app.find_sign_in(text), app.find_api_key(text), app.due_jobs(interval, uuid, int) from public;
grant execute on function app.find_sign_in(text), app.find_api_key(text), app.due_jobs(interval, uuid, int) to hg_content_app;

-- A revoked or changed key is felt at once by the processes that remember it.
create function app.notify_api_key() returns trigger
language plpgsql as $$
begin
  perform pg_notify('api_keys', new.key_id);
  return null;
end
$$;
create trigger api_keys_notify after update on api_keys for each row execute function app.notify_api_key();

reset role;
