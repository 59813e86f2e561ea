import { loadReference } from '../reference.ts'
import { say } from './say.ts'
import { withTarget } from './target.ts'

/** `pg prices import`: new models and prices from a file. What was charged keeps the price that it was charged by. */
export function importPrices(file: string): Promise<void> {
  return withTarget(async ({ name, adminUrl }) => {
    const { models, newPrices } = await loadReference(adminUrl, { file })
    say(`${name}: ${models} models, ${newPrices} new prices`)
  })
}
