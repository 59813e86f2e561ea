-- Names that somebody or something had before stand in the audit of others, too: an erasure empties those rows as well.
set local role hg_content_owner;

-- What is found in JSON as text: quotes and the like are escaped there.
create function app.as_in_json(given text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select substr(to_jsonb(given)::text, 2, length(to_jsonb(given)::text) - 2)
$$;

-- The names, addresses and slugs that the audit knows of these clients or this person, other than those of today.
create function app.audited_names(targets uuid[]) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct one.said), '{}')
  from public.audit_log l
  join public.audit_details d on d.audit_id = l.id
  cross join lateral (values (d.label), (d.before ->> 'name'), (d.after ->> 'name'), (d.before ->> 'slug'), (d.after ->> 'slug'),
    (d.before ->> 'email'), (d.after ->> 'email')) as one (said)
  where l.target_id = any (targets) and l.target_type in ('client', 'person', 'user') and length(one.said) > 2
$$;

-- Empties the details, in any chain, that say one of these names, and counts them. For the two functions below alone.
create function app.empty_audit_naming(names text[], request text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
  emptied int := 0;
begin
  for one in
    select d.chain, array_agg(d.audit_id) as content
    from public.audit_details d
    where d.emptied_at is null and exists (
      select from unnest(names) n
      where strpos(d.label, n) > 0 or strpos(concat_ws(' ', d.before, d.after), app.as_in_json(n)) > 0)
    group by d.chain
  loop
    perform app.empty_audit(one.chain, one.content, '{}', request);
    emptied := emptied + cardinality(one.content);
  end loop;
  return emptied;
end
$$;

-- Before app.erase_client, which empties the rows that the names are found in. Null for a client that the actor does not own.
create function app.forget_client_names(client uuid, request text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  all_ids uuid[];
begin
  if app.role_on(client) is distinct from 'owner' then
    return null;
  end if;
  select array_agg(c.descendant_id) into all_ids from public.client_closure c where c.ancestor_id = client;
  return app.empty_audit_naming(app.audited_names(all_ids)
    || array(select c.name from public.clients c where c.id = any (all_ids) and c.erased_at is null), request);
end
$$;

-- Before app.erase_person. Null for a person whom the actor may not erase.
create function app.forget_person_names(person uuid, request text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.may_erase_person(person) then
    return null;
  end if;
  return app.empty_audit_naming(app.audited_names(array[person])
    || array(select u.name from public.users u where u.id = person and u.erased_at is null), request);
end
$$;

do $$
declare
  one text;
begin
  foreach one in array array['as_in_json(text)', 'audited_names(uuid[])', 'empty_audit_naming(text[], text)',
    'forget_client_names(uuid, text)', 'forget_person_names(uuid, text)'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
  end loop;
end
$$;
grant execute on function app.forget_client_names(uuid, text), app.forget_person_names(uuid, text) to hg_content_app;

reset role;
