-- Taking the second factor away from somebody who lost it, and the codes for that.
set local role hg_content_owner;

-- Whether the actor answers for a person: null for somebody whom they see nowhere, or who is erased.
--
-- One client has to stand at or above all that the person belongs to, and the actor needs a role on it: admin, and as much
-- as the person holds anywhere. Whoever belongs to several tenants, which only the root stands above, is for its owners: no
-- admin of one tenant can make it easier to get at the others.
create function app.answers_for_person(person uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  places uuid[];
  strongest public.member_role;
  top public.clients;
begin
  select array_agg(m.client_id), max(m.role) into places, strongest
  from public.memberships m join public.users u on u.id = m.user_id
  where m.user_id = person and u.erased_at is null;
  if not coalesce(places && app.visible_clients('viewer'), false) then
    return null;
  end if;
  select c.* into top
  from public.client_closure a
  join public.clients c on c.id = a.ancestor_id
  where a.descendant_id = any (places)
  group by c.id
  having count(*) = cardinality(places)
  order by (select count(*) from public.client_closure up where up.descendant_id = c.id) desc
  limit 1;
  return coalesce(app.role_on(top.id) >= greatest('admin', strongest, case
    when top.type = 'root' and not top.id = any (places) then 'owner'::public.member_role end), false);
end
$$;

-- Takes a person's second factor and recovery codes away, ends their sessions, and says whose clients that concerns.
-- Nothing when the actor does not answer for them, or is the person; `had` is false when there was none to take.
create function app.take_second_factor(person uuid, request text)
returns table (name text, email text, clients uuid[], sessions int, had boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  ended int;
begin
  -- Whoever joins a client meanwhile, by an invite, waits for this, or this for them: nobody slips out of the rule.
  perform from public.users u where u.id = person and u.erased_at is null for update;
  if not coalesce(person <> app.actor_id('user') and app.answers_for_person(person), false) then
    return;
  end if;
  if not exists (select from public.second_factors f where f.user_id = person and f.confirmed_at is not null) then
    return query select u.name::text, u.email::text, '{}'::uuid[], 0, false from public.users u where u.id = person;
    return;
  end if;
  delete from public.recovery_codes r where r.user_id = person;
  delete from public.second_factors f where f.user_id = person;
  delete from public.sessions s where s.user_id = person;
  get diagnostics ended = row_count;
  -- The person reads it among what concerns them; the rows at their clients are the caller's to write.
  insert into public.audit_log (client_id, actor, action, target_type, target_id, request_id, facts)
  values (null, app.actor(), 'second_factor.taken', 'person', person, request, jsonb_build_object('ended_sessions', ended));
  return query
  select u.name::text, u.email::text,
    array(select m.client_id from public.memberships m where m.user_id = person order by m.client_id), ended, true
  from public.users u where u.id = person;
end
$$;

do $$
declare
  one text;
begin
  foreach one in array array['answers_for_person(uuid)', 'take_second_factor(uuid, text)'] loop
    execute format('alter function app.%s owner to hg_content_rls', one);
    execute format('revoke execute on function app.%s from public', one);
    execute format('grant execute on function app.%s to hg_content_app, hg_content_rls', one);
  end loop;
end
$$;

reset role;
