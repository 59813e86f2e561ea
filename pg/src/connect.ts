import pg from 'pg'

/** Runs `use` on one connection and closes it, whatever happens. An unreachable server is a one-line error. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that breaks between queries must not end the process; the next query tells.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    const { host } = new URL(url)
    throw new Error(
      `cannot connect to PostgreSQL at ${host}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The same server, another database (and, when given, another login). */
export function withDatabase(url: string, database: string, login?: { user: string; password: string }): string {
  const result = new URL(url)
  result.pathname = `/${database}`
  if (login) {
    result.username = login.user
    result.password = login.password
  }
  return result.href
}

/** The database a URL names. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}
