import { withClient } from '@hg/pg'
import { type Connection, escapeIdentifier, type Submittable } from 'pg'

/** A COPY whose output is gathered. The driver hands its rows to whoever submitted the statement. */
class CopyOut implements Submittable {
  readonly done: Promise<string>
  readonly #text: string
  readonly #chunks: Buffer[] = []
  readonly #settle: { resolve: (text: string) => void; reject: (error: Error) => void }

  constructor(text: string) {
    this.#text = text
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    this.done = promise
    this.#settle = { resolve, reject }
  }

  submit(connection: Connection): void {
    connection.query(this.#text)
  }
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // A copy: the driver reads the next rows into the memory that this one lies in.
    this.#chunks.push(Buffer.from(chunk))
  }
  handleCommandComplete(): void {
    return
  }
  handleReadyForQuery(): void {
    this.#settle.resolve(Buffer.concat(this.#chunks).toString('utf8'))
  }
  handleError(error: Error): void {
    this.#settle.reject(error)
  }
}

/**
 * Everything that a database holds, as text: each table of the product and of the queue, by COPY as a superuser. For
 * tests that look for what must not be there.
 */
export async function dumpDatabase(adminUrl: string): Promise<string> {
  return withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `select n.nspname as schema, c.relname as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname in ('public', 'app', 'bullmq')
       order by 1, 2`,
    )
    const texts: string[] = []
    for (const { schema, name } of rows) {
      const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`
      texts.push(`-- ${table}`, await client.query(new CopyOut(`copy ${table} to stdout`)).done)
    }
    return texts.join('\n')
  })
}
