import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { generateTypes, typesFile } from './types.ts'

test('the generated table types are those of the migrations (else: pnpm pg types)', async () => {
  expect(await readFile(typesFile, 'utf8')).toBe(await generateTypes())
})
