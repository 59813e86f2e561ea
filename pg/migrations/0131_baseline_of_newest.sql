-- A plan is asked for while it is being written: the newest pieces tell what it is reckoned from, and the rest are only counted.
set local role hg_content_owner;

create or replace function app.template_baseline(client uuid, named uuid, wanted public.content_type, first uuid)
returns table (jobs bigint, metrics jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  with newest as materialized (
    select j.client_id, j.id
    from public.client_closure c
    join public.jobs j on j.client_id = c.descendant_id and j.template_id = named and j.id >= first
    where c.ancestor_id = client
      and (c.depth = 0 or app.actor_id('client') is null)
      and (wanted = 'any' or j.content_type = wanted)
      and j.parent_job_id is null and not j.parameters ? 'template_version'
    order by j.id desc
    limit 5000
  )
  select count(*),
    jsonb_build_object(
      'quality_score', app.moments(count(m.quality_score), avg(m.quality_score), var_samp(m.quality_score)),
      'pass_rate', app.moments(count(m.pass_rate), avg(m.pass_rate), var_samp(m.pass_rate)),
      'repairs', app.moments(count(m.repairs), avg(m.repairs), var_samp(m.repairs)),
      'cost', app.moments(count(m.cost), avg(m.cost), var_samp(m.cost)),
      'latency', app.moments(count(m.latency), avg(m.latency), var_samp(m.latency)),
      'feedback', app.moments(count(m.feedback), avg(m.feedback), var_samp(m.feedback)),
      'edits', app.moments(count(m.edits), avg(m.edits), var_samp(m.edits)))
  from newest n
  join public.job_measures m on m.client_id = n.client_id and m.id = n.id;
end
$$;

-- How many pieces a template was asked for, as above. Nothing for a client that is not visible.
create function app.template_volume(client uuid, named uuid, wanted public.content_type, first uuid) returns setof bigint
language plpgsql stable rows 1 security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not client = any (app.visible_clients('viewer')) then
    return;
  end if;
  return query
  select count(*)
  from public.client_closure c
  join public.jobs j on j.client_id = c.descendant_id and j.template_id = named and j.id >= first
  where c.ancestor_id = client
    and (c.depth = 0 or app.actor_id('client') is null)
    and (wanted = 'any' or j.content_type = wanted)
    and j.parent_job_id is null and not j.parameters ? 'template_version';
end
$$;
alter function app.template_volume(uuid, uuid, public.content_type, uuid) owner to hg_content_rls;
revoke execute on function app.template_volume(uuid, uuid, public.content_type, uuid) from public;
grant execute on function app.template_volume(uuid, uuid, public.content_type, uuid) to hg_content_app;

reset role;
