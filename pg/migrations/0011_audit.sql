-- Who changed what. audit_log holds ids and names of things, audit_details what they held before and after, audit_seals a
-- hash chain over both. An erasure may empty details; nothing changes or removes a row of the other two.
set local role hg_content_owner;

create table audit_log (
  id uuid primary key default app.uuid_v7(),
  -- Null for what concerns a person without any client.
  client_id uuid references clients (id),
  -- The rows of one chain are sealed one after the other: a client's, or those without a client.
  chain uuid not null generated always as (coalesce(client_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  actor text not null,
  actor_role member_role,
  action varchar(80) not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  target_type varchar(40) not null check (target_type ~ '^[a-z_]+$'),
  target_id uuid,
  request_id varchar(200),
  -- Ids and figures only: what an erasure must not need to touch.
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  created_at timestamptz not null generated always as (app.uuid_time(id)) stored,
  unique (chain, id)
);
create index audit_log_chain on audit_log (chain, id desc);
create index audit_log_target on audit_log (target_id, id desc);

create table audit_details (
  audit_id uuid primary key,
  chain uuid not null,
  -- The target's name at that time, for people who read.
  label text,
  before jsonb,
  after jsonb,
  emptied_at timestamptz,
  -- Where the request came from. Emptied by itself when a person is erased: what they did stays on record.
  address text,
  address_emptied_at timestamptz,
  foreign key (chain, audit_id) references audit_log (chain, id)
);

create table audit_seals (
  chain uuid not null,
  seq bigint not null check (seq > 0),
  audit_id uuid not null unique,
  -- Keyed digests of the row's details as they were when sealed; they stay when the details are emptied.
  content_digest bytea not null check (length(content_digest) = 32),
  address_digest bytea not null check (length(address_digest) = 32),
  -- Keyed digest of the seal before, the row and its digests.
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default now(),
  primary key (chain, seq),
  foreign key (chain, audit_id) references audit_log (chain, id)
);

-- What the sealer has still to do. A row comes by trigger and goes with its seal.
create table audit_unsealed (
  audit_id uuid primary key,
  chain uuid not null,
  foreign key (chain, audit_id) references audit_log (chain, id)
);
create index audit_unsealed_chain on audit_unsealed (chain, audit_id);

-- Who acts, and in which role, is said by the transaction and never by the statement.
create function app.stamp_audit() returns trigger
language plpgsql as $$
begin
  new.actor := app.actor();
  new.actor_role := app.role_on(new.client_id);
  return new;
end
$$;
create trigger audit_log_stamp before insert on audit_log for each row execute function app.stamp_audit();

create function app.await_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.audit_unsealed (audit_id, chain) values (new.id, new.chain);
  return null;
end
$$;
create trigger audit_log_await_seal after insert on audit_log for each row execute function app.await_seal();

create function app.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name
    using errcode = 'check_violation', constraint = tg_table_name || '_append_only';
end
$$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function app.refuse_change();
create trigger audit_log_no_truncate before truncate on audit_log execute function app.refuse_change();
create trigger audit_seals_append_only before update or delete on audit_seals
  for each row execute function app.refuse_change();
create trigger audit_seals_no_truncate before truncate on audit_seals execute function app.refuse_change();

-- Details may be emptied, and nothing else: what they say, or where from.
create function app.keep_audit_details() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and (new.audit_id, new.chain) = (old.audit_id, old.chain)
    and ((new.label, new.before, new.after, new.emptied_at) is not distinct from
        (old.label, old.before, old.after, old.emptied_at)
      or (num_nonnulls(new.label, new.before, new.after) = 0 and new.emptied_at is not null and old.emptied_at is null))
    and ((new.address, new.address_emptied_at) is not distinct from (old.address, old.address_emptied_at)
      or (new.address is null and new.address_emptied_at is not null and old.address_emptied_at is null)) then
    return new;
  end if;
  raise exception 'audit details can be emptied once, and not be changed'
    using errcode = 'check_violation', constraint = 'audit_details_append_only';
end
$$;
create trigger audit_details_append_only before update or delete on audit_details
  for each row execute function app.keep_audit_details();
create trigger audit_details_no_truncate before truncate on audit_details execute function app.refuse_change();

-- Chains that have rows to seal, the longest waiting first. Ids only: the sealer reads them as that client.
create function app.unsealed_chains(page int) returns table (chain uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.chain from public.audit_unsealed u group by u.chain order by min(u.audit_id::text) limit page
$$;
alter function app.await_seal() owner to hg_content_rls;
alter function app.unsealed_chains(int) owner to hg_content_rls;
revoke execute on function app.unsealed_chains(int) from public;
grant execute on function app.unsealed_chains(int) to hg_content_app;

grant select, insert on audit_log, audit_details, audit_seals to hg_content_app;
grant select, delete on audit_unsealed to hg_content_app;
grant select, insert on audit_unsealed to hg_content_rls;

-- Admins read their clients' rows, a person the rows about itself; the sealer acts as the chain's client.
alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy audit_log_select on audit_log for select to hg_content_app
  using (
    chain = any ((select app.visible_clients('admin'))::uuid[])
    or chain = (select app.actor_id('client'))
    or (client_id is null and target_id = (select app.actor_id('user')))
  );
create policy audit_log_insert on audit_log for insert to hg_content_app
  with check (
    actor = (select app.actor())
    and (client_id = any ((select app.visible_clients('viewer'))::uuid[])
      or (client_id is null and target_id = (select app.actor_id('user'))))
  );

alter table audit_details enable row level security;
alter table audit_details force row level security;
create policy audit_details_select on audit_details for select to hg_content_app
  using (
    chain = any ((select app.visible_clients('admin'))::uuid[])
    or chain = (select app.actor_id('client'))
    or (chain = '00000000-0000-0000-0000-000000000000' and exists (select from audit_log l where l.id = audit_id))
  );
create policy audit_details_insert on audit_details for insert to hg_content_app
  with check (
    chain = any ((select app.visible_clients('viewer'))::uuid[])
    or (chain = '00000000-0000-0000-0000-000000000000' and (select app.actor_id('user')) is not null)
  );

alter table audit_seals enable row level security;
alter table audit_seals force row level security;
create policy audit_seals_select on audit_seals for select to hg_content_app
  using (
    chain = any ((select app.visible_clients('admin'))::uuid[]) or chain = (select app.actor_id('client'))
  );
create policy audit_seals_insert on audit_seals for insert to hg_content_app
  with check (chain = (select app.actor_id('client')));

alter table audit_unsealed enable row level security;
alter table audit_unsealed force row level security;
create policy audit_unsealed_helpers on audit_unsealed to hg_content_rls using (true) with check (true);
create policy audit_unsealed_select on audit_unsealed for select to hg_content_app
  using (chain = (select app.actor_id('client')));
create policy audit_unsealed_delete on audit_unsealed for delete to hg_content_app
  using (chain = (select app.actor_id('client')));

reset role;
