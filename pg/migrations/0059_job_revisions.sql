-- Edits of what a job wrote. The job's own result is revision 1 and never changes; each edit is a row, and the last one
-- counts.
set local role hg_content_owner;

create table job_revisions (
  client_id uuid not null,
  job_id uuid not null,
  revision int not null check (revision > 1),
  title text,
  meta_description text,
  content text not null,
  word_count int not null check (word_count >= 0),
  -- The checks of this text, as a result's.
  quality jsonb not null check (jsonb_typeof(quality) = 'object'),
  note text,
  -- The revision whose text this one brought back.
  restored_from int,
  created_by text not null default app.actor(),
  created_at timestamptz not null default now(),
  primary key (job_id, revision),
  foreign key (client_id, job_id) references jobs (client_id, id)
);
create index job_revisions_client on job_revisions (client_id, job_id, revision);

grant select, insert on job_revisions to hg_content_app;
grant select, delete on job_revisions to hg_content_rls;

alter table job_revisions enable row level security;
alter table job_revisions force row level security;
create policy job_revisions_helpers on job_revisions to hg_content_rls using (true) with check (true);
create policy job_revisions_select on job_revisions for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy job_revisions_insert on job_revisions for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]) and created_by = app.actor());

-- When a job's text is removed, so are its edits.
create function app.erase_job_revisions() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.job_revisions r where r.job_id = new.id;
  return null;
end
$$;
alter function app.erase_job_revisions() owner to hg_content_rls;
revoke execute on function app.erase_job_revisions() from public;
create trigger jobs_erase_revisions after update of emptied_at on jobs for each row
  when (old.emptied_at is null and new.emptied_at is not null) execute function app.erase_job_revisions();

reset role;
