-- What people and keys say of what was written: one word each, which they may change.
set local role hg_content_owner;

create table feedback (
  client_id uuid not null,
  job_id uuid not null,
  actor text not null default app.actor(),
  rating varchar(4) not null check (rating in ('up', 'down')),
  comment text,
  -- The revision that was looked at.
  revision int not null check (revision > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (job_id, actor),
  foreign key (client_id, job_id) references jobs (client_id, id)
);
create index feedback_client on feedback (client_id, job_id);
create trigger feedback_touch before update on feedback for each row execute function app.touch();

grant select, insert, update (rating, comment, revision, updated_at) on feedback to hg_content_app;
grant select, update (comment) on feedback to hg_content_rls;

alter table feedback enable row level security;
alter table feedback force row level security;
create policy feedback_helpers on feedback to hg_content_rls using (true) with check (true);
create policy feedback_select on feedback for select to hg_content_app
  using (client_id = any ((select app.visible_clients('viewer'))::uuid[]));
create policy feedback_insert on feedback for insert to hg_content_app
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]) and actor = app.actor());
create policy feedback_update on feedback for update to hg_content_app
  using (client_id = any ((select app.visible_clients('member'))::uuid[]) and actor = app.actor())
  with check (client_id = any ((select app.visible_clients('member'))::uuid[]) and actor = app.actor());

-- When a job's text is removed, so is what was said of it; the count stays.
create function app.erase_feedback() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.feedback f set comment = null where f.job_id = new.id and f.comment is not null;
  return null;
end
$$;
alter function app.erase_feedback() owner to hg_content_rls;
revoke execute on function app.erase_feedback() from public;
create trigger jobs_erase_feedback after update of emptied_at on jobs for each row
  when (old.emptied_at is null and new.emptied_at is not null) execute function app.erase_feedback();

reset role;
