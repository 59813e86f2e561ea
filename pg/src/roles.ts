import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { escapeIdentifier, escapeLiteral } from 'pg'
import { withClient } from './connect.ts'
import { pgDir } from './paths.ts'

/** The login of the services. */
export const appRole = 'hg_content_app'

/**
 * Runs `roles.sql` (idempotent; roles belong to the whole server) and sets the password of the services' login.
 * Without `appPassword` the login keeps the one it has.
 */
export async function applyRoles(
  adminUrl: string,
  options: { appPassword?: string; file?: string } = {},
): Promise<void> {
  const sql = await readFile(options.file ?? join(pgDir, 'roles.sql'), 'utf8')
  await withClient(adminUrl, async (client) => {
    await client.query(sql)
    if (options.appPassword === undefined) return
    // A utility statement takes no parameters.
    await client.query(`alter role ${escapeIdentifier(appRole)} password ${escapeLiteral(options.appPassword)}`)
  })
}
