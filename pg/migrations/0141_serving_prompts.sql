-- What serves a request for a prompt, without the texts: services keep those by version, and ask for one only when they lack it.
set local role hg_content_owner;

-- One row: the actor's role on the client (null: not theirs to see), the version that serves, and which partials of its owner
-- are in use. The nearest client's, its content type before `any`; or the named template's version in use; or the pinned one of
-- the named, in use or not. Which of a client's drafts a piece is tried with was checked when the piece was asked for, in the
-- name of who asked; everybody else but the worker may pin what they may read.
create function app.serving_prompt(
  client uuid, wanted public.content_type, named uuid default null, pinned int default null
)
returns table (
  role public.member_role, template_id uuid, version int, name text, client_id uuid, client_name text,
  partials text
)
language plpgsql stable rows 1 security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  role := app.role_on(client);
  if role is not null then
    select p.template_id, p.version, p.name, p.client_id, me.name into template_id, version, name, client_id, client_name
    from public.client_closure a
    join public.prompt_templates p on p.client_id = a.ancestor_id and p.kind = 'prompt'
    join public.clients me on me.id = client
    where a.descendant_id = client
      and case
        when named is null then p.is_active and p.content_type in ('any', wanted)
        when pinned is null then p.is_active and p.template_id = named
        else p.template_id = named and p.version = pinned
          and (app.actor_id('client') is not null or p.client_id = any (app.visible_clients('viewer')))
      end
    order by a.depth, p.content_type desc
    limit 1;
    partials := (
      select string_agg(p.template_id || ':' || p.version, ' ' order by p.name)
      from public.prompt_templates p
      where p.client_id = serving_prompt.client_id and p.kind = 'partial' and p.is_active);
  end if;
  return next;
end
$$;
alter function app.serving_prompt(uuid, public.content_type, uuid, int) owner to hg_content_rls;
revoke execute on function app.serving_prompt(uuid, public.content_type, uuid, int) from public;
grant execute on function app.serving_prompt(uuid, public.content_type, uuid, int) to hg_content_app;

reset role;
