-- Names for those who read the audit.
set local role hg_content_owner;

-- The names of people who acted at a client that the reader answers for, and nobody else's. Read as they are now: who was
-- erased has no name.
create function app.audit_people(people uuid[]) returns table (id uuid, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  chains constant uuid[] := app.visible_clients('admin');
begin
  return query
  select u.id, u.name::text
  from public.users u
  where u.id = any (people)
    and (u.id = app.actor_id('user')
      or exists (select from public.audit_log l where l.actor = 'user:' || u.id and l.chain = any (chains)));
end
$$;
alter function app.audit_people(uuid[]) owner to hg_content_rls;
revoke execute on function app.audit_people(uuid[]) from public;
grant execute on function app.audit_people(uuid[]) to hg_content_app;

grant select on audit_log to hg_content_rls;
create policy audit_log_helpers on audit_log for select to hg_content_rls using (true);
create index audit_log_actor on audit_log (actor, chain);

reset role;
