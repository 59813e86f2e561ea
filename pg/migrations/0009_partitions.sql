-- Monthly partitions of jobs and job_events, made ahead of time; a default partition is the net.
set local role hg_content_owner;

-- Makes the partitions of this month and of `ahead` more. One row per partition: its name, and `created`, `exists`, or
-- `blocked` when the default partition already holds rows of that month (an operator must move them first).
create function app.make_partitions(ahead int default 3) returns table (partition text, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  parent text;
  month timestamptz;
  clashing bigint;
begin
  if ahead not between 0 and 24 then
    raise exception 'ahead must be between 0 and 24 months' using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('app.make_partitions'));
  foreach parent in array array['jobs', 'job_events'] loop
    for step in 0..ahead loop
      month := date_trunc('month', now(), 'UTC') + make_interval(months => step);
      partition := parent || to_char(month at time zone 'UTC', '"_p"YYYY"_"MM');
      if to_regclass('public.' || partition) is not null then
        outcome := 'exists';
      else
        execute format('select count(*) from public.%I where id >= %L and id < %L', parent || '_default',
          app.uuid_floor(month), app.uuid_floor(month + interval '1 month')) into clashing;
        if clashing > 0 then
          outcome := 'blocked';
        else
          execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', partition, parent,
            app.uuid_floor(month), app.uuid_floor(month + interval '1 month'));
          execute format('alter table public.%I enable row level security', partition);
          execute format('alter table public.%I force row level security', partition);
          outcome := 'created';
        end if;
      end if;
      return next;
    end loop;
  end loop;
end
$$;
revoke execute on function app.make_partitions(int) from public;
grant execute on function app.make_partitions(int) to hg_content_app;

create table jobs_default partition of jobs default;
alter table jobs_default enable row level security;
alter table jobs_default force row level security;
create table job_events_default partition of job_events default;
alter table job_events_default enable row level security;
alter table job_events_default force row level security;

-- The owner is subject to FORCE; it only counts here.
create policy jobs_default_owner on jobs_default for select to hg_content_owner using (true);
create policy job_events_default_owner on job_events_default for select to hg_content_owner using (true);

select app.make_partitions(3);

reset role;
