-- Where a job comes from, and when it may begin.
set local role hg_content_owner;

alter table jobs
  -- The job that this one repeats or writes anew.
  add column parent_job_id uuid,
  add column parent_relation varchar(20) check (parent_relation in ('retry', 'regenerate')),
  -- Null: as soon as there is room. Until then the job rests: its lease_until says so to whoever looks for work.
  add column not_before timestamptz,
  add constraint jobs_parent_whole check ((parent_job_id is null) = (parent_relation is null)),
  add constraint jobs_parent foreign key (client_id, parent_job_id) references jobs (client_id, id);
create index jobs_children on jobs (client_id, parent_job_id) where parent_job_id is not null;

reset role;
