-- Suggestions: a model is asked for a tighter version of a prompt's template. That is a job like any other for queue, workers,
-- budgets and charges, and no piece: no list shows it, nobody is told of it, and it counts as none.
set local role hg_content_owner;

create type job_task as enum ('piece', 'suggestion');
alter table jobs add column task job_task not null default 'piece';
-- Of no content type, so that what pieces of a type take is not mixed up with it. It is no production either.
alter table jobs drop constraint jobs_content_type_check;
alter table jobs
  add constraint jobs_content_type_check check ((content_type <> 'any') = (task = 'piece')),
  add constraint jobs_suggestion_whole check (task = 'piece' or (is_trial and parameters ? 'suggestion' or emptied_at is not null));
create index jobs_suggestions on jobs (client_id, (parameters -> 'suggestion' ->> 'template_id'), id) where task = 'suggestion';

-- Lists search pieces.
drop trigger jobs_list_new on jobs;
create trigger jobs_list_new after insert on jobs for each row
  when (new.task = 'piece') execute function app.list_job();
drop trigger jobs_list_changed on jobs;
create trigger jobs_list_changed after update on jobs for each row
  when (new.task = 'piece' and (old.status, old.content_type, old.llm_provider, old.topic, old.title)
    is distinct from (new.status, new.content_type, new.llm_provider, new.topic, new.title))
  execute function app.list_job();

-- A suggestion costs, and is no piece that was finished.
drop trigger jobs_count on jobs;
create constraint trigger jobs_count after update of status on jobs deferrable initially deferred for each row
  when (new.task = 'piece' and old.status in ('pending', 'processing') and new.status = 'completed')
  execute function app.count_piece();

-- As in 0008; what follows the jobs of a client follows its pieces.
create or replace function app.record_job_status() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status then
    insert into public.job_events (client_id, job_id, status, data)
    values (new.client_id, new.id, new.status, jsonb_strip_nulls(jsonb_build_object(
      'task', nullif(new.task, 'piece'),
      'provider', case when new.status <> 'pending' then new.llm_provider end,
      'model', new.provider_model,
      'quality_score', new.quality_score,
      'estimated_cost', new.estimated_cost::text,
      'error_code', new.error_code)));
  end if;
  return null;
end
$$;

-- As in 0085, of pieces.
reset role;
set local role hg_content_rls;
create or replace function app.note_ended_job() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.notice_events (kind, client_id, job_id, batch_id, created_by)
  select case when j.batch_id is not null then 'batch_piece' when new.status = 'completed' then 'content_ready'
      else 'job_failed' end, j.client_id, j.id, j.batch_id, j.created_by
  from public.jobs j
  where j.id = new.job_id and j.client_id = new.client_id and j.task = 'piece'
    and (j.batch_id is not null or new.status <> 'cancelled');
  if found then
    perform pg_notify('notices', '');
  end if;
  return null;
end
$$;
reset role;
