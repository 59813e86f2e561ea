-- A test set may take briefs from pieces of clients below its own: {topic, ..., taken_from: {job_id, client_id}}. Such a brief is the
-- other client's words: it stays as long as the text of its piece does, and as long as that client is below; then it goes, and with
-- it what was written from it, whose request says the same of itself (`trial.taken_from`).
set local role hg_content_owner;

create index test_sets_briefs on test_sets using gin (briefs jsonb_path_ops);
create index jobs_taken_briefs on jobs ((parameters #>> '{trial,taken_from,job_id}'))
  where is_trial and parameters #>> '{trial,taken_from,job_id}' is not null;
grant update (briefs) on test_sets to hg_content_rls;

-- Takes briefs out of test sets: those that were taken from what `source` says, of one client's test sets or of all. A test set that
-- is left with none goes.
create function app.drop_taken_briefs(source jsonb, holder uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.test_sets t
  where t.briefs @> jsonb_build_array(jsonb_build_object('taken_from', source))
    and (holder is null or t.client_id = holder)
    and not exists (select from jsonb_array_elements(t.briefs) b where not coalesce(b -> 'taken_from', '{}') @> source);
  update public.test_sets t
  set briefs = (
    select jsonb_agg(b.brief order by b.place) from jsonb_array_elements(t.briefs) with ordinality as b (brief, place)
    where not coalesce(b.brief -> 'taken_from', '{}') @> source)
  where t.briefs @> jsonb_build_array(jsonb_build_object('taken_from', source))
    and (holder is null or t.client_id = holder);
end
$$;

-- Empties trials that have ended, as an erasure does.
create function app.empty_trials(trials uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.job_attempts t set error_message = null, provider_request_id = null where t.job_id = any (trials);
  update public.jobs j
  set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null, strategy = '{}',
    template_name = null, emptied_at = now()
  where j.id = any (trials) and j.is_trial and j.emptied_at is null and j.status in ('completed', 'failed', 'cancelled');
end
$$;

-- The text of a piece was removed, under a rule or by an erasure.
create function app.erase_taken_briefs() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.drop_taken_briefs(jsonb_build_object('job_id', new.id), null);
  perform app.empty_trials(array(
    select j.id from public.jobs j
    where j.is_trial and j.parameters #>> '{trial,taken_from,job_id}' = new.id::text));
  return null;
end
$$;
create trigger jobs_erase_taken_briefs after update of emptied_at on jobs for each row
  when (old.emptied_at is null and new.emptied_at is not null and not new.is_trial) execute function app.erase_taken_briefs();

-- A client left the agency whose test sets have briefs of its pieces. The root stays above everybody.
create function app.take_briefs_along() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.clients c where c.id = old.parent_id and c.type <> 'root') then
    perform app.drop_taken_briefs(jsonb_build_object('client_id', new.id), old.parent_id);
    perform app.empty_trials(array(
      select j.id from public.jobs j
      where j.is_trial and j.client_id = old.parent_id and j.parameters #>> '{trial,taken_from,job_id}' is not null
        and j.parameters #>> '{trial,taken_from,client_id}' = new.id::text));
  end if;
  return null;
end
$$;
create trigger clients_take_briefs_along after update of parent_id on clients for each row
  when (old.parent_id is distinct from new.parent_id) execute function app.take_briefs_along();

-- What was under way meanwhile ends without a text as well.
create function app.empty_late_trial() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from public.jobs j
    join public.client_closure c on c.ancestor_id = new.client_id and c.descendant_id = j.client_id
    where j.id = (new.parameters #>> '{trial,taken_from,job_id}')::uuid and j.emptied_at is null) then
    perform app.empty_trials(array[new.id]);
  end if;
  return null;
end
$$;
create trigger jobs_empty_late_trial after update of status on jobs for each row
  when (new.is_trial and new.status in ('completed', 'failed', 'cancelled')
    and new.parameters #>> '{trial,taken_from,job_id}' is not null)
  execute function app.empty_late_trial();

alter function app.drop_taken_briefs(jsonb, uuid) owner to hg_content_rls;
alter function app.empty_trials(uuid[]) owner to hg_content_rls;
alter function app.erase_taken_briefs() owner to hg_content_rls;
alter function app.take_briefs_along() owner to hg_content_rls;
alter function app.empty_late_trial() owner to hg_content_rls;
revoke execute on function app.drop_taken_briefs(jsonb, uuid), app.empty_trials(uuid[]), app.erase_taken_briefs(),
  app.take_briefs_along(), app.empty_late_trial() from public;

reset role;
