/** The baseline's one table. */
export const createTable = `
  create table baseline_jobs (
    id uuid primary key,
    body jsonb not null,
    status text not null default 'pending',
    result text,
    completed_at timestamptz
  );
  grant select, insert, update on baseline_jobs to hg_content_app;
`

/** Connections of a process, through PgBouncer. */
export const poolSize = 20
