-- A trial that ends beside the emptying of the piece that its brief was taken from: one of the two waits for the other, so that the
-- later one knows. Without it both could find nothing to do, and the words would stay.
set local role hg_content_rls;

-- As in 0186. Nothing of a trial that is under way is touched: it is emptied when it ends, by whoever ends it.
create or replace function app.empty_trials(trials uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended constant uuid[] := array(
    select j.id from public.jobs j
    where j.id = any (trials) and j.is_trial and j.emptied_at is null and j.status in ('completed', 'failed', 'cancelled'));
begin
  update public.job_attempts t set error_message = null, provider_request_id = null where t.job_id = any (ended);
  update public.jobs j
  set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null, strategy = '{}',
    template_name = null, emptied_at = now()
  where j.id = any (ended);
end
$$;

-- As in 0186, and shares the piece until the trial's end is committed.
create or replace function app.empty_late_trial() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.jobs j
  join public.client_closure c on c.ancestor_id = new.client_id and c.descendant_id = j.client_id
  where j.id = (new.parameters #>> '{trial,taken_from,job_id}')::uuid and j.emptied_at is null
  for share of j;
  if not found then
    perform app.empty_trials(array[new.id]);
  end if;
  return null;
end
$$;

reset role;
