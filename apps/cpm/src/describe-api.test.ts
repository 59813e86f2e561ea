import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeApi } from './describe-api.ts'

const known = join(import.meta.dirname, '../../../packages/client/openapi.json')

it('the client is generated from the API as it is: pnpm api:client makes it so', async () => {
  expect(await describeApi()).toBe(await readFile(known, 'utf8'))
})
