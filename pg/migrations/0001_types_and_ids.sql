-- Enums, UUIDv7 ids, and the acting person or key of a transaction.
set local role hg_content_owner;

create type client_type as enum ('root', 'direct', 'agency', 'customer');
create type job_status as enum ('pending', 'processing', 'completed', 'failed', 'cancelled');
create type content_type as enum (
  'any', 'blog_post', 'article', 'landing_page', 'service_page', 'local_page', 'product_description', 'case_study',
  'press_release', 'email', 'newsletter', 'social_post', 'ad_copy', 'meta_tags', 'faq', 'video_script', 'lesson_plan'
);
-- Weakest first, so that `>=` reads "at least".
create type member_role as enum ('viewer', 'member', 'admin', 'owner');

-- RFC 9562 UUID version 7, with the microseconds of its millisecond in rand_a (the RFC's method 3), so that ids made by
-- one server sort by time.
create function app.uuid_v7(at timestamptz default clock_timestamp()) returns uuid
language sql volatile parallel safe as $$
  select encode(
    substring(int8send(micros / 1000) from 3)
      || substring(int4send(28672 + (micros % 1000 * 4096 / 1000)::int) from 3)
      || substring(uuid_send(gen_random_uuid()) from 9),
    'hex')::uuid
  from (select (extract(epoch from at) * 1000000)::bigint as micros) t
$$;

-- The moment within a UUIDv7, to the millisecond.
create function app.uuid_time(id uuid) returns timestamptz
language sql immutable strict parallel safe as $$
  select to_timestamp(('x' || encode(substring(uuid_send(id) from 1 for 6), 'hex'))::bit(48)::bigint / 1000.0)
$$;

-- The smallest UUIDv7 of a moment: time filters and partition bounds are id bounds.
create function app.uuid_floor(at timestamptz) returns uuid
language sql immutable strict parallel safe as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- `user:<uuid>`, `key:<uuid>` or `client:<uuid>`; null outside a tenant transaction (after one it reads '').
create function app.actor() returns text
language sql stable parallel safe as $$ select nullif(current_setting('app.actor', true), '') $$;

-- The acting id when the actor is of this kind, else null.
create function app.actor_id(kind text) returns uuid
language sql stable parallel safe as $$
  select case when split_part(app.actor(), ':', 1) = kind then split_part(app.actor(), ':', 2)::uuid end
$$;

create function app.touch() returns trigger
language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;

reset role;
