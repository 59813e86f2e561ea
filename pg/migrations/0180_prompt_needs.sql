-- What the version that serves a request takes, told to whoever may read the client: never the texts, which may be another client's.
set local role hg_content_owner;

create function app.prompt_needs(
  client uuid, wanted public.content_type, named uuid default null, pinned int default null
)
returns table (role public.member_role, template_id uuid, version int, name text, client_id uuid, variables jsonb)
language sql stable rows 1 security definer set search_path = pg_catalog, pg_temp as $$
  select s.role, s.template_id, s.version, s.name, s.client_id, p.variables
  from app.serving_prompt(client, wanted, named, pinned) s
  left join public.prompt_templates p on p.template_id = s.template_id and p.version = s.version
$$;
alter function app.prompt_needs(uuid, public.content_type, uuid, int) owner to hg_content_rls;
revoke execute on function app.prompt_needs(uuid, public.content_type, uuid, int) from public;
grant execute on function app.prompt_needs(uuid, public.content_type, uuid, int) to hg_content_app;

reset role;
