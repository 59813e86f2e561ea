import type { DemoFile } from '@hg/contracts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every text in a value, however deep: of a list of keys each one, of a key as JWK its private part alone. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    if (!value.startsWith('{')) return value.split(',').map((part) => part.slice(part.indexOf(':') + 1))
    return textsIn((JSON.parse(value) as { d?: string }).d ?? [])
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** What nobody outside of this installation may read: its own secrets, the demo's API keys and passwords. */
export async function secretsOf(dataDir: string, demo: DemoFile): Promise<string[]> {
  const own = textsIn(JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')))
  const given = [...demo.api_keys.map(({ key }) => key), ...demo.users.map(({ password }) => password)]
  return [...new Set([...own, ...given])].filter((text) => text.length >= 8)
}
