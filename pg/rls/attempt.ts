import type { Client } from 'pg'

/**
 * Makes `public.attempt(statement)`, which runs a statement as whoever calls it, takes it back, and says what came of it:
 * `allow` (rows), `none` (no rows), `deny <table>` (no permission, and where: a trigger may be what was refused), or the
 * error.
 */
export async function createAttempt(admin: Client): Promise<void> {
  await admin.query(`
    create function public.attempt(statement text) returns text language plpgsql as $$
    declare
      touched bigint;
    begin
      execute statement;
      get diagnostics touched = row_count;
      raise sqlstate 'HG001' using message = touched;
    exception
      when sqlstate 'HG001' then return case sqlerrm when '0' then 'none' else 'allow' end;
      when insufficient_privilege then return 'deny ' || substring(sqlerrm from '(\\w+)"?$');
      when others then return sqlstate || ' ' || sqlerrm;
    end
    $$;
    grant execute on function public.attempt(text) to hg_content_app`)
}

/** Runs statements as one actor, each for itself and each taken back, in one transaction that is rolled back. */
export async function attemptAll(app: Client, actor: string, statements: string[]): Promise<string[]> {
  await app.query('begin')
  try {
    if (actor) await app.query(`select set_config('app.actor', $1, true)`, [actor])
    const { rows } = await app.query<{ outcome: string }>(
      'select attempt(statement) as outcome from unnest($1::text[]) with ordinality as s (statement, place) order by place',
      [statements],
    )
    return rows.map((row) => row.outcome)
  } finally {
    await app.query('rollback')
  }
}

/** The same within a transaction of the superuser's that goes on: it becomes the services' login for these statements. */
export async function attemptWithin(admin: Client, actor: string, statements: string[]): Promise<string[]> {
  await admin.query(`select set_config('role', 'hg_content_app', true), set_config('app.actor', $1, true)`, [actor])
  const { rows } = await admin.query<{ outcome: string }>(
    'select public.attempt(statement) as outcome from unnest($1::text[]) with ordinality as s (statement, place) order by place',
    [statements],
  )
  await admin.query(`select set_config('role', 'none', true), set_config('app.actor', '', true)`)
  return rows.map((row) => row.outcome)
}
