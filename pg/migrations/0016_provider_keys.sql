-- Clients' own keys to the providers, used for the jobs of their subtree.
set local role hg_content_owner;

create table provider_keys (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references clients (id) on delete cascade,
  provider varchar(50) not null check (provider in ('openai', 'anthropic', 'google', 'groq')),
  -- Sealed with ENCRYPTION_KEYS, bound to `provider_keys.secret:<client_id>`. A removed key leaves its row, for the
  -- attempts that used it, and no secret.
  secret text,
  last_four varchar(4) not null,
  saved_by text,
  saved_at timestamptz not null default now(),
  -- When the provider took the key as it was saved; null for one that was saved without a test.
  tested_at timestamptz,
  -- Since when, and how, the provider refuses it to the jobs; null while it takes it.
  refused_at timestamptz,
  refused_for varchar(60) check (refused_for in ('provider_key_refused', 'provider_quota_exhausted')),
  removed_at timestamptz,
  unique (client_id, id),
  constraint provider_keys_secret check ((secret is null) = (removed_at is not null)),
  constraint provider_keys_refusal check ((refused_at is null) = (refused_for is null))
);
create unique index provider_keys_one on provider_keys (client_id, provider) where removed_at is null;

create function app.stamp_provider_key() returns trigger
language plpgsql as $$
begin
  new.saved_by := coalesce(app.actor(), new.saved_by);
  new.saved_at := now();
  return new;
end
$$;
create trigger provider_keys_stamp before insert on provider_keys
  for each row execute function app.stamp_provider_key();

-- A key that is removed loses its secret, and stays removed. Another key is another row.
create function app.remove_provider_key() returns trigger
language plpgsql as $$
begin
  if old.removed_at is not null then
    raise exception 'provider key % was removed', old.id
      using errcode = 'check_violation', constraint = 'provider_keys_removed';
  end if;
  if new.removed_at is not null then
    new.secret := null;
  end if;
  return new;
end
$$;
create trigger provider_keys_remove before update of removed_at, secret on provider_keys
  for each row execute function app.remove_provider_key();

-- A saved, replaced or removed key is felt at once by the processes that remember keys.
create function app.notify_provider_key() returns trigger
language plpgsql as $$
begin
  perform pg_notify('provider_keys', coalesce(new.client_id, old.client_id)::text);
  return null;
end
$$;
create trigger provider_keys_notify after insert or update of removed_at or delete on provider_keys
  for each row execute function app.notify_provider_key();

-- Which key serves each provider for a client: the nearest one's, its own or one from above. No row where the platform's
-- own serves. Whose key it is, is told to those who may see that client. Nothing for a client that is not visible.
create function app.effective_provider_keys(client uuid)
returns table (provider text, key_id uuid, owner_id uuid, depth int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select distinct on (k.provider) k.provider::text, k.id,
    case when k.client_id = any (app.visible_clients('viewer')) then k.client_id end, a.depth
  from public.client_closure a
  join public.provider_keys k on k.client_id = a.ancestor_id and k.removed_at is null
  where a.descendant_id = client and client = any (app.visible_clients('viewer'))
  order by k.provider, a.depth;
end
$$;

-- The sealed keys that serve a client, for the worker that writes its jobs and acts as that very client.
create function app.provider_secrets(client uuid)
returns table (key_id uuid, provider text, owner_id uuid, secret text, refused boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select distinct on (k.provider) k.id, k.provider::text, k.client_id, k.secret, k.refused_at is not null
  from public.client_closure a
  join public.provider_keys k on k.client_id = a.ancestor_id and k.removed_at is null
  where a.descendant_id = client and client = app.actor_id('client')
  order by k.provider, a.depth;
end
$$;

-- Notes that a provider refused a key that serves the acting client, or (null) that it took it again; once a minute at
-- most. True when it was noted.
create function app.judge_provider_key(key uuid, refusal text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.provider_keys k
  set refused_at = case when refusal is null then null else now() end, refused_for = refusal
  where k.id = key and k.removed_at is null
    and (k.refused_for is distinct from refusal or k.refused_at < now() - interval '1 minute')
    and exists (
      select from public.client_closure a
      where a.ancestor_id = k.client_id and a.descendant_id = app.actor_id('client'));
  return found;
end
$$;

create or replace function app.key_authors(client uuid) returns table (actor text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select a.actor, u.name::text
  from (
    select k.created_by from public.api_keys k where k.client_id = client
    union
    select k.saved_by from public.provider_keys k where k.client_id = client
  ) a (actor)
  join public.users u on u.id = case when a.actor like 'user:%' then substr(a.actor, 6)::uuid end
  where client = any (app.visible_clients('admin'));
end
$$;

alter function app.effective_provider_keys(uuid) owner to hg_content_rls;
alter function app.provider_secrets(uuid) owner to hg_content_rls;
alter function app.judge_provider_key(uuid, text) owner to hg_content_rls;
revoke execute on function app.effective_provider_keys(uuid), app.provider_secrets(uuid), app.judge_provider_key(uuid, text)
  from public;
grant execute on function app.effective_provider_keys(uuid), app.provider_secrets(uuid), app.judge_provider_key(uuid, text)
  to hg_content_app;

-- The key that a call was made with; null for the platform's own. It may be a client's above: hence no reference.
alter table job_attempts add column provider_key_id uuid;

-- The sealed text goes in, and leaves by `provider_secrets` only.
grant select (id, client_id, provider, last_four, saved_by, saved_at, tested_at, refused_at, refused_for, removed_at)
  on provider_keys to hg_content_app;
grant insert (client_id, provider, secret, last_four, tested_at) on provider_keys to hg_content_app;
grant update (removed_at) on provider_keys to hg_content_app;
grant select on provider_keys to hg_content_rls;
grant update (refused_at, refused_for) on provider_keys to hg_content_rls;

alter table provider_keys enable row level security;
alter table provider_keys force row level security;
create policy provider_keys_helpers on provider_keys for select to hg_content_rls using (true);
create policy provider_keys_judge on provider_keys for update to hg_content_rls using (true) with check (true);
create policy provider_keys_select on provider_keys for select to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy provider_keys_insert on provider_keys for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));
create policy provider_keys_update on provider_keys for update to hg_content_app
  using (client_id = any ((select app.visible_clients('admin'))::uuid[]))
  with check (client_id = any ((select app.visible_clients('admin'))::uuid[]));

reset role;
