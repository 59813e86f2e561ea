-- An erasure emptied every row of the audit, of any client, in which a name stood somewhere: whoever called themselves "e" or
-- "name" and left took the details of everybody's changes along, and namesakes took each other's. Now only what stands there
-- whole counts: a person's addresses, which are theirs alone, and a client's names in rows that say its id.
set local role hg_content_owner;

-- Whether details say one of these, as the label or as a text anywhere in what was before and after, and nothing else with it.
create function app.audit_says(details audit_details, names text[]) returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(lower(details.label) = any (names), false) or exists (
    select from unnest(array[details.before, details.after]) as side (said)
    cross join lateral jsonb_path_query(side.said, 'strict $.** ? (@.type() == "string")') as one (text)
    where lower(one.text #>> '{}') = any (names))
$$;

-- Empties the details, in any chain, that say one of these addresses of a person, and counts them. What is about somebody
-- else, who may have such an address by now, stays. For the erasure of a person alone.
create function app.empty_audit_of_addresses(person uuid, addresses text[], request text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
  emptied int := 0;
begin
  for one in
    select d.chain, array_agg(d.audit_id) as content
    from public.audit_details d
    join public.audit_log l on l.id = d.audit_id
    where d.emptied_at is null and not (l.target_type in ('person', 'user') and coalesce(l.target_id <> person, false))
      and exists (select from unnest(addresses) a where strpos(lower(concat_ws(' ', d.label, d.before, d.after)), a) > 0)
      and app.audit_says(d, addresses)
    group by d.chain
  loop
    perform app.empty_audit(one.chain, one.content, '{}', request);
    emptied := emptied + cardinality(one.content);
  end loop;
  return emptied;
end
$$;

-- Before app.erase_person, which empties what is about the person. Null for a person whom the actor may not erase.
create or replace function app.forget_person_names(person uuid, request text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.may_erase_person(person) then
    return null;
  end if;
  return app.empty_audit_of_addresses(person,
    array(select lower(u.email) from public.users u where u.id = person and u.erased_at is null), request);
end
$$;

-- The names and slugs that the audit knows of these clients, other than those of today.
create or replace function app.audited_names(targets uuid[]) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct one.said), '{}')
  from public.audit_log l
  join public.audit_details d on d.audit_id = l.id
  cross join lateral (values (d.label), (d.before ->> 'name'), (d.after ->> 'name'), (d.before ->> 'slug'), (d.after ->> 'slug'))
    as one (said)
  where l.target_id = any (targets) and l.target_type = 'client' and one.said <> ''
$$;

-- Before app.erase_client, which empties their own chains and what is about them: others that stood below them, or came from
-- there, say so by name. Null for a client that the actor does not own.
create or replace function app.forget_client_names(client uuid, request text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  all_ids uuid[];
  names text[];
  one record;
  emptied int := 0;
begin
  if app.role_on(client) is distinct from 'owner' then
    return null;
  end if;
  select array_agg(c.descendant_id) into all_ids from public.client_closure c where c.ancestor_id = client;
  select array_agg(distinct lower(n.said)) into names
  from (select unnest(app.audited_names(all_ids)) as said
    union all
    select c.name from public.clients c where c.id = any (all_ids) and c.erased_at is null) n;
  for one in
    select d.chain, array_agg(d.audit_id) as content
    from public.audit_log l
    join public.audit_details d on d.audit_id = l.id
    where d.emptied_at is null
      and (l.facts ->> 'from' = any (all_ids::text[]) or l.facts ->> 'to' = any (all_ids::text[]))
      and app.audit_says(d, names)
    group by d.chain
  loop
    perform app.empty_audit(one.chain, one.content, '{}', request);
    emptied := emptied + cardinality(one.content);
  end loop;
  return emptied;
end
$$;

drop function app.empty_audit_naming(text[], text), app.as_in_json(text);

create or replace function app.erase_person(person uuid, request text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  victim public.users;
  one record;
  emptied int := 0;
  roles int;
  ended int;
begin
  select * into victim from public.users u where u.id = person and u.erased_at is null for update;
  if not found or not app.may_erase_person(person) then
    return null;
  end if;
  for one in
    select d.chain,
      coalesce(array_agg(d.audit_id) filter (where d.emptied_at is null and l.target_id = person), '{}') as content,
      coalesce(array_agg(d.audit_id) filter (where d.address is not null and l.actor = 'user:' || person), '{}') as addresses
    from public.audit_details d
    join public.audit_log l on l.id = d.audit_id
    where (d.emptied_at is null and l.target_id = person)
      or (d.address is not null and l.actor = 'user:' || person)
    group by d.chain
  loop
    perform app.empty_audit(one.chain, one.content, one.addresses, request);
    emptied := emptied + cardinality(one.content) + cardinality(one.addresses);
  end loop;
  -- Written where the person had a role, and where nobody's client is.
  insert into public.audit_log (client_id, actor, action, target_type, target_id, request_id)
  select m.client_id, app.actor(), 'person.erased', 'user', person, request
  from public.memberships m where m.user_id = person
  union all
  select null, app.actor(), 'person.erased', 'user', person, request;
  delete from public.recovery_codes r where r.user_id = person;
  delete from public.second_factors f where f.user_id = person;
  delete from public.password_resets r where r.user_id = person;
  delete from public.sessions s where s.user_id = person;
  get diagnostics ended = row_count;
  delete from public.invites i where i.email = victim.email;
  delete from public.memberships m where m.user_id = person;
  get diagnostics roles = row_count;
  update public.users u
  set email = 'erased-' || person || '@erased.invalid', name = 'Erased person', password_hash = 'erased', erased_at = now()
  where u.id = person;
  return jsonb_build_object('roles', roles, 'sessions', ended, 'audit_details', emptied);
end
$$;

create or replace function app.erase_client(client uuid, request text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  doomed public.clients;
  all_ids uuid[];
  one record;
  pieces int;
  emptied int := 0;
begin
  if app.role_on(client) is distinct from 'owner' then
    return null;
  end if;
  select * into doomed from public.clients c where c.id = client for update;
  if doomed.type = 'root' or doomed.erased_at is not null or doomed.archived_at is null then
    return jsonb_build_object('refused', case
      when doomed.type = 'root' then 'root' when doomed.erased_at is not null then 'erased' else 'not_archived' end);
  end if;
  select array_agg(c.descendant_id) into all_ids from public.client_closure c where c.ancestor_id = client;
  if exists (select from public.jobs j where j.client_id = any (all_ids) and j.status in ('pending', 'processing')) then
    return jsonb_build_object('refused', 'jobs_under_way');
  end if;

  update public.jobs j
  set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null, strategy = '{}',
    template_name = null, emptied_at = now()
  where j.client_id = any (all_ids) and j.emptied_at is null;
  get diagnostics pieces = row_count;
  update public.job_attempts t set error_message = null, provider_request_id = null where t.client_id = any (all_ids);
  delete from public.job_events e where e.client_id = any (all_ids);
  delete from public.idempotency_keys k where k.client_id = any (all_ids);
  delete from public.strategy_versions v where v.client_id = any (all_ids);
  delete from public.strategies s where s.client_id = any (all_ids);
  delete from public.prompt_templates p where p.client_id = any (all_ids);
  delete from public.content_template_versions v where v.client_id = any (all_ids);
  delete from public.content_templates t where t.client_id = any (all_ids);
  delete from public.api_keys k where k.client_id = any (all_ids);
  delete from public.provider_keys k where k.client_id = any (all_ids);
  delete from public.invites i where i.client_id = any (all_ids);
  delete from public.retention_policies p where p.client_id = any (all_ids);

  -- In their own chains everything; in those above, what is about them.
  for one in
    select d.chain,
      coalesce(array_agg(d.audit_id) filter (where d.emptied_at is null), '{}') as content,
      coalesce(array_agg(d.audit_id) filter (where d.address_emptied_at is null and d.chain = any (all_ids)), '{}') as addresses
    from public.audit_details d
    join public.audit_log l on l.id = d.audit_id
    where d.chain = any (all_ids)
      or (d.emptied_at is null and l.target_id = any (all_ids))
    group by d.chain
  loop
    perform app.empty_audit(one.chain, one.content, one.addresses, request);
    emptied := emptied + cardinality(one.content) + cardinality(one.addresses);
  end loop;
  insert into public.audit_log (client_id, actor, action, target_type, target_id, request_id)
  select id, app.actor(), 'client.erased', 'client', id, request from unnest(all_ids) id;

  delete from public.memberships m where m.client_id = any (all_ids);
  update public.clients c
  set name = 'Erased client', slug = 'erased-' || c.id, metadata = '{}', erased_at = now(),
    archived_at = coalesce(c.archived_at, now())
  where c.id = any (all_ids) and c.erased_at is null;
  delete from public.client_slugs s
  where s.client_id = any (all_ids) and s.slug <> 'erased-' || s.client_id;
  return jsonb_build_object('clients', cardinality(all_ids), 'pieces', pieces, 'audit_details', emptied);
end
$$;

create or replace function app.erase_email_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former text[];
begin
  select array_agg(distinct a.email) into former
  from public.email_changes c
  cross join lateral (values (c.old_email), (c.new_email)) as a (email)
  where c.user_id = new.id and (c.confirmed_at is not null or a.email = c.old_email)
    and not exists (select from public.users u where u.email = a.email and u.id <> new.id);
  perform app.empty_audit_of_addresses(new.id, former, null);
  delete from public.invites i where i.email = any (former);
  delete from public.email_changes c where c.user_id = new.id;
  return null;
end
$$;

alter function app.audit_says(audit_details, text[]) owner to hg_content_rls;
alter function app.empty_audit_of_addresses(uuid, text[], text) owner to hg_content_rls;
revoke execute on function app.audit_says(audit_details, text[]), app.empty_audit_of_addresses(uuid, text[], text) from public;

reset role;
