-- People, their roles, and the keys of other services.
set local role hg_content_owner;

create table users (
  id uuid primary key default gen_random_uuid(),
  email varchar(320) not null check (email = lower(email) and position('@' in email) > 1),
  name varchar(255) not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email on users (email);
create trigger users_touch before update on users for each row execute function app.touch();

create table memberships (
  user_id uuid not null references users (id) on delete cascade,
  client_id uuid not null references clients (id) on delete cascade,
  role member_role not null,
  created_at timestamptz not null default now(),
  primary key (user_id, client_id)
);
create index memberships_client on memberships (client_id);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references clients (id) on delete cascade,
  name varchar(255) not null,
  key_id varchar(12) not null unique,
  hash char(64) not null,
  scopes text[] not null check (scopes <@ array['content:read', 'content:write'] and cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  unique (client_id, id)
);

-- Secrets stay behind functions: the services may read who somebody is, never what proves it.
grant select (id, email, name, created_at, updated_at) on users to hg_content_app;
grant select on memberships to hg_content_app;
grant select (id, client_id, name, key_id, scopes, created_at, expires_at, revoked_at) on api_keys to hg_content_app;
grant select on users, memberships, api_keys to hg_content_rls;

reset role;
