import type { Client } from 'pg'
import { seededRandom, type PlannedClient } from './tree.ts'
import { audiences, openings, rareWord, towns, writeProse } from './words.ts'

/** Makes the clients below the seeded root, with the product's own triggers, and the partitions of the past year. */
export async function fillClients(db: Client, planned: PlannedClient[]): Promise<void> {
  await db.query(
    'create table bench_clients (id uuid primary key, type text, parent_id uuid, trade text, jobs int, activity text)',
  )
  await db.query(
    `insert into bench_clients
     select * from jsonb_to_recordset($1) as c(id uuid, type text, "parentId" uuid, trade text, jobs int, activity text)`,
    [JSON.stringify(planned)],
  )
  await db.query(`
    insert into clients (id, name, slug, type, parent_id)
    select b.id, initcap(b.trade) || ' ' || left(b.id::text, 8), replace(b.trade, ' ', '-') || '-' || left(b.id::text, 8),
      b.type::client_type, coalesce(b.parent_id, (select id from clients where type = 'root'))
    from bench_clients b
    order by b.parent_id nulls first`)
  await db.query(`
    do $$
    declare
      month timestamptz;
      partition text;
    begin
      for step in 1..13 loop
        month := date_trunc('month', now(), 'UTC') - make_interval(months => step);
        partition := to_char(month at time zone 'UTC', '"jobs_p"YYYY"_"MM');
        execute format('create table %I partition of jobs for values from (%L) to (%L)', partition,
          app.uuid_floor(month), app.uuid_floor(month + interval '1 month'));
        execute format('alter table %I owner to hg_content_owner', partition);
        execute format('alter table %I enable row level security', partition);
        execute format('alter table %I force row level security', partition);
      end loop;
    end
    $$`)
}

/**
 * Inserts the jobs of a year in the order in which they would have come, past the triggers. A fifth has an article of
 * 6 kB; every row has a prompt and a strategy, so that rows are as wide as real ones.
 *
 * @returns how many there are
 */
export async function fillJobs(db: Client): Promise<number> {
  const random = seededRandom(7)
  await db.query('create table bench_articles (n int primary key, content text)')
  await db.query(
    'insert into bench_articles select n - 1, content from unnest($1::text[]) with ordinality as a(content, n)',
    [Array.from({ length: 400 }, () => writeProse(random, 6000))],
  )
  await db.query(`
    create unlogged table bench_jobs as
    select c.id as client_id, c.trade, m.at, m.hash, ('x' || left(m.hash, 8))::bit(32)::int & 2147483647 as pick,
      (lpad(to_hex((extract(epoch from m.at) * 1000)::bigint), 12, '0') || '7' || substr(m.hash, 1, 3) || '8'
        || substr(m.hash, 4, 15))::uuid as id
    from bench_clients c
    cross join generate_series(1, c.jobs) s
    cross join lateral (select md5(c.id::text || s) as hash) h
    cross join lateral (
      select h.hash,
        now() - interval '1 minute' - (('x' || substr(h.hash, 9, 8))::bit(32)::bigint & 2147483647) / 2147483648.0
          * (case c.activity when 'dormant' then 55 else 365 end) * interval '1 day'
        - (case c.activity when 'dormant' then 310 else 0 end) * interval '1 day' as at
    ) m`)
  await db.query("set session_replication_role = replica; set work_mem = '256MB'")
  const restoreIndexes = await dropIndexes(db)
  const { rowCount } = await db.query(insertJobs, [openings, towns, audiences, rareWord])
  await db.query(`
    insert into job_list (id, client_id, status, content_type, llm_provider, words)
    select id, client_id, status, content_type, llm_provider, app.list_words(topic, title) from jobs order by id`)
  await restoreIndexes()
  await db.query('reset session_replication_role; reset work_mem')
  await db.query('drop table bench_jobs, bench_articles')
  await db.query('vacuum analyze')
  return rowCount ?? 0
}

/** Drops the indexes of jobs and of their list that are no constraint: made at once, they take a fraction of the time. */
async function dropIndexes(db: Client): Promise<() => Promise<void>> {
  const { rows } = await db.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid in ('jobs'::regclass, 'job_list'::regclass) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`)
  for (const { name } of rows) await db.query(`drop index ${name}`)
  return async () => {
    for (const { definition } of rows) await db.query(definition.replace(' ON ONLY ', ' ON '))
  }
}

// `pick` is a number of the job's own; dividing it first makes the picks independent of each other.
const insertJobs = `
  insert into jobs (id, client_id, content_type, prompt, prompt_system, llm_provider, status, parameters, result,
    error_code, error_message, input_tokens, output_tokens, total_tokens, estimated_cost, provider_model, strategy,
    template_name, created_by, epoch, updated_at, started_at, completed_at)
  select b.id, b.client_id, k.content_type::content_type,
    'Write about ' || t.topic || '. ' || left(a.content, 800), left(a.content, 300),
    p.provider, s.status::job_status,
    jsonb_build_object('topic', t.topic, 'keywords', jsonb_build_array(b.trade), 'brief', left(a.content, 120)),
    case when s.status = 'completed' then jsonb_build_object(
      'content', case when b.pick % 5 = 0 then a.content else left(a.content, 300) end,
      'title', initcap(t.topic), 'meta_description', left(a.content, 150), 'word_count', 90 + b.pick % 1100,
      'quality', jsonb_build_object('score', 60 + b.pick % 41, 'passed', true, 'min_score', 0, 'checks', '[]'::jsonb,
        'left_out', '[]'::jsonb), 'repairs', '[]'::jsonb) end,
    case when s.status = 'failed' then 'provider_unavailable' end, case when s.status = 'failed' then 'The provider failed.' end,
    900, 1400, 2300, 0.0042, p.provider || '-model',
    jsonb_build_object('layers', '[]'::jsonb,
      'effective', jsonb_build_object('brand', jsonb_build_object('voice', left(a.content, 200), 'audience', 'Everybody'))),
    'Long form', 'user:' || b.client_id, 1, b.at + interval '1 minute', b.at + interval '5 seconds',
    case when s.status in ('completed', 'failed', 'cancelled') then b.at + interval '1 minute' end
  from bench_jobs b
  join bench_articles a on a.n = b.pick / 3 % 400
  cross join lateral (select ($1::text[])[1 + b.pick / 7 % cardinality($1::text[])] || ' ' || b.trade || ' for '
    || ($3::text[])[1 + b.pick / 11 % cardinality($3::text[])] || ' in '
    || ($2::text[])[1 + b.pick / 13 % cardinality($2::text[])]
    || case when b.pick % 20000 = 77 then ' by ' || $4::text else '' end as topic) t
  cross join lateral (select case
    when b.pick / 17 % 1000 < 300 then 'blog_post' when b.pick / 17 % 1000 < 450 then 'article'
    when b.pick / 17 % 1000 < 995 then (array['landing_page', 'service_page', 'local_page', 'product_description', 'case_study',
      'press_release', 'email', 'newsletter', 'social_post', 'ad_copy', 'meta_tags', 'faq'])[1 + b.pick / 19 % 12]
    else 'lesson_plan' end as content_type) k
  cross join lateral (select case when b.pick / 23 % 100 < 48 then 'openai' when b.pick / 23 % 100 < 78 then 'anthropic'
    when b.pick / 23 % 100 < 98 then 'google' else 'groq' end as provider) p
  cross join lateral (select case
    when b.at > now() - interval '2 hours' then (array['pending', 'processing', 'completed'])[1 + b.pick / 29 % 3]
    when b.pick / 29 % 1000 < 30 then 'failed' when b.pick / 29 % 1000 < 45 then 'cancelled' else 'completed' end as status) s
  order by b.id`
