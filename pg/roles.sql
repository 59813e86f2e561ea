-- Roles and schemas. Run by a superuser before the migrations, as often as one likes.
--   hg_content_owner  no login; owns every table and function of the product
--   hg_content_rls    no login; owns the helper functions that look across tenants
--   hg_content_app    what the services log in as: no BYPASSRLS, no DDL, no TRUNCATE, no grant on partitions
do $$
begin
  if not exists (select from pg_roles where rolname = 'hg_content_owner') then
    create role hg_content_owner nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'hg_content_rls') then
    create role hg_content_rls nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'hg_content_app') then
    create role hg_content_app login;
  end if;
end
$$;

alter role hg_content_owner nosuperuser nobypassrls nocreatedb nocreaterole;
alter role hg_content_rls nosuperuser nobypassrls nocreatedb nocreaterole;
alter role hg_content_app nosuperuser nobypassrls nocreatedb nocreaterole;
alter role hg_content_app set statement_timeout = '30s';
alter role hg_content_app set idle_in_transaction_session_timeout = '60s';

-- The owner hands functions to the helper role, and needs to be a member for that.
grant hg_content_rls to hg_content_owner;

create schema if not exists app authorization hg_content_owner;
-- BullMQ's tables in the embedded topology; its own migrations fill it.
create schema if not exists bullmq authorization hg_content_app;

revoke all on schema public from public;
grant usage, create on schema public to hg_content_owner;
grant usage on schema public, app to hg_content_rls, hg_content_app;
grant create on schema app to hg_content_rls;

-- BullMQ's tables in Postgres need temporary tables. Helpers that run as their owner name pg_temp last in their search
-- path, so that nothing temporary stands in for what they mean.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
  execute format('grant temporary on database %I to hg_content_app', current_database());
end
$$;
