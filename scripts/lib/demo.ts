import { demoFile, type ApiKeyScope, type DemoFile } from '@hg/contracts'
import { withClient } from '@hg/pg'
import { createDemoKey, readDemo } from '@hg/pg/seeds'
import { hashApiKey, readApiKeyId } from '@hg/runtime'
import { existsSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stack } from './stack.ts'

type Key = DemoFile['api_keys'][number]

const readAndWrite: ApiKeyScope[] = ['content:read', 'content:write']

/** A direct client, an agency and a customer of another agency, and a key that only reads. */
const keyed: Omit<Key, 'key'>[] = [
  { client_slug: 'pasco-scientific', scopes: readAndWrite },
  { client_slug: 'heaviside-digital', scopes: readAndWrite },
  { client_slug: 'ohio-paving', scopes: readAndWrite },
  { client_slug: 'pasco-scientific', scopes: ['content:read'] },
]

/** Writes `demo.json`: where everything listens and who may sign in. Keys of an earlier start are kept while they work. */
export async function writeDemoFile(stack: Stack, dataDir: string): Promise<DemoFile> {
  const file = join(dataDir, 'demo.json')
  const earlier = existsSync(file)
    ? (demoFile.safeParse(JSON.parse(await readFile(file, 'utf8'))).data?.api_keys ?? [])
    : []
  const demo = await withClient(stack.database.adminUrl, async (db): Promise<DemoFile> => {
    const api_keys: Key[] = []
    for (const { client_slug, scopes } of keyed) {
      const known = earlier.find((key) => key.client_slug === client_slug && String(key.scopes) === String(scopes))
      const { rowCount } = await db.query(
        'select from api_keys where key_id = $1 and hash = $2 and revoked_at is null',
        [readApiKeyId(known?.key ?? ''), hashApiKey(known?.key ?? '')],
      )
      if (known && rowCount === 1) api_keys.push(known)
      else {
        const key = await createDemoKey(db, { clientSlug: client_slug, scopes, name: 'Demo' })
        api_keys.push({ client_slug, scopes, key })
      }
    }
    return { urls: stack.urls, ...(await readDemo(db)), api_keys }
  })
  await writeFile(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  await chmod(file, 0o600)
  return demo
}
