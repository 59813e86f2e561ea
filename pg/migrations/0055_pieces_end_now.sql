-- A piece that was completed without a word of when counts today: a count must not keep a job from ending.
set local role hg_content_rls;

create or replace function app.count_piece() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.lock_usage(new.client_id);
  insert into public.usage_daily as u (client_id, day, provider, model, content_type, jobs)
  select new.client_id, app.local_date(new.client_id, coalesce(new.completed_at, now())), coalesce(a.provider, new.llm_provider),
    coalesce(a.model_requested, new.provider_model, ''), new.content_type, 1
  from (select) as piece
  left join lateral (
    select t.provider, t.model_requested from public.job_attempts t
    where t.job_id = new.id and t.status = 'succeeded'
    order by t.purpose = 'write' desc, t.attempt desc
    limit 1
  ) a on true
  on conflict (client_id, day, provider, model, content_type) do update set jobs = u.jobs + 1;
  return null;
end
$$;

reset role;
