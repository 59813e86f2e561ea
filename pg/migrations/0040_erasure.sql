-- Erasing a person or a client: nothing of theirs stays but ids and figures, and the audit's chains still verify.
set local role hg_content_owner;

alter table users add column erased_at timestamptz;
alter table clients
  add column erased_at timestamptz,
  add constraint clients_erased_stay_archived check (erased_at is null or archived_at is not null);

-- What the functions below do as their owner.
grant update (email, name, password_hash, erased_at) on users to hg_content_rls;
grant update (name, slug, metadata, erased_at) on clients to hg_content_rls;
grant insert on audit_log to hg_content_rls;
grant delete on memberships, second_factors, recovery_codes, api_keys, provider_keys, client_slugs, strategies,
  strategy_versions, prompt_templates, content_templates, content_template_versions, retention_policies, purge_runs
  to hg_content_rls;
grant select on prompt_templates, content_template_versions, purge_runs to hg_content_rls;

do $$
declare
  one text;
begin
  foreach one in array array['memberships', 'second_factors', 'api_keys', 'provider_keys', 'strategies', 'strategy_versions',
    'prompt_templates', 'content_templates', 'retention_policies'] loop
    execute format('create policy %I on %I for delete to hg_content_rls using (true)', one || '_erase', one);
  end loop;
  execute 'create policy content_template_versions_erase on content_template_versions to hg_content_rls using (true) with check (true)';
  execute 'create policy users_erase on users for update to hg_content_rls using (true) with check (true)';
  execute 'create policy audit_log_erase on audit_log for insert to hg_content_rls with check (true)';
end
$$;

-- Empties the details of these rows of one chain, and writes into the chain that it did.
create function app.empty_audit(chain uuid, content uuid[], addresses uuid[], request text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  update public.audit_details d
  set label = null, before = null, after = null, emptied_at = now()
  where d.audit_id = any (content) and d.chain = chain and d.emptied_at is null;
  update public.audit_details d
  set address = null, address_emptied_at = now()
  where d.audit_id = any (addresses) and d.chain = chain and d.address_emptied_at is null;
  insert into public.audit_log (client_id, actor, action, target_type, request_id, facts)
  values (nullif(chain, '00000000-0000-0000-0000-000000000000'), app.actor(), 'audit_details.emptied', 'audit', request,
    jsonb_build_object('content', to_jsonb(content), 'addresses', to_jsonb(addresses)));
end
$$;

-- Who may erase a person: the person, and whoever owns every client that the person has a role on.
create function app.may_erase_person(person uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- No person acts: the comparison is null, and that is no yes.
  return coalesce(person = app.actor_id('user'), false)
    or (exists (select from public.memberships m where m.user_id = person)
      and not exists (
        select from public.memberships m
        where m.user_id = person and app.role_on(m.client_id) is distinct from 'owner'));
end
$$;

-- What has to be typed to erase somebody: their address, for those who may do it.
create function app.erasable_person_email(person uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select u.email from public.users u
    where u.id = person and u.erased_at is null and app.may_erase_person(person));
end
$$;

-- Erases a person: account, roles, sessions, second factor, invites, and their name, address and where they came from in
-- the audit. Content that they asked for belongs to its client and stays. Null for somebody whom the actor may not erase.
create function app.erase_person(person uuid, request text) returns jsonb
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
      coalesce(array_agg(d.audit_id) filter (where d.emptied_at is null and (l.target_id = person
        or strpos(lower(concat_ws(' ', d.label, d.before, d.after)), victim.email) > 0
        or strpos(concat_ws(' ', d.label, d.before, d.after), victim.name) > 0)), '{}') as content,
      coalesce(array_agg(d.audit_id) filter (where d.address is not null and l.actor = 'user:' || person), '{}') as addresses
    from public.audit_details d
    join public.audit_log l on l.id = d.audit_id
    where (d.emptied_at is null and (l.target_id = person
        or strpos(lower(concat_ws(' ', d.label, d.before, d.after)), victim.email) > 0
        or strpos(concat_ws(' ', d.label, d.before, d.after), victim.name) > 0))
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

-- Erases a client and everything below it. It must be archived, and have nothing under way: `refused` says otherwise. Ids and
-- figures stay: what was charged was paid. Null for a client that the actor does not own.
create function app.erase_client(client uuid, request text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  doomed public.clients;
  all_ids uuid[];
  names text[];
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
  select array_agg(c.name) into names from public.clients c where c.id = any (all_ids) and c.erased_at is null;
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

  -- In their own chains everything; in those above, what names them.
  for one in
    select d.chain,
      coalesce(array_agg(d.audit_id) filter (where d.emptied_at is null), '{}') as content,
      coalesce(array_agg(d.audit_id) filter (where d.address_emptied_at is null and d.chain = any (all_ids)), '{}') as addresses
    from public.audit_details d
    join public.audit_log l on l.id = d.audit_id
    where d.chain = any (all_ids)
      or (d.emptied_at is null and (l.target_id = any (all_ids) or exists (
        select from unnest(names) n where strpos(concat_ws(' ', d.label, d.before, d.after), n) > 0)))
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

do $$
declare
  one text;
begin
  foreach one in array array['empty_audit(uuid, uuid[], uuid[], text)', 'may_erase_person(uuid)',
    'erasable_person_email(uuid)', 'erase_person(uuid, text)',
    'erase_client(uuid, text)'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
  end loop;
end
$$;
grant execute on function app.may_erase_person(uuid), app.erasable_person_email(uuid), app.erase_person(uuid, text), app.erase_client(uuid, text)
  to hg_content_app;
grant execute on function app.empty_audit(uuid, uuid[], uuid[], text), app.may_erase_person(uuid) to hg_content_rls;

reset role;
