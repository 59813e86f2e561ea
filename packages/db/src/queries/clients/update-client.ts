import type { ClientFacts } from '@hg/contracts'
import type { Queryable } from '../../database.ts'

/**
 * Changes what is given of a client's name, slug and facts, if it is still at this version. Returns false when it is not.
 *
 * @throws constraint `clients_slug_key`
 */
export async function updateClient(
  tx: Queryable,
  id: string,
  baseVersion: number,
  change: { name?: string | undefined; slug?: string | undefined; facts?: ClientFacts | undefined },
): Promise<boolean> {
  const { name, slug, facts } = change
  const { numUpdatedRows } = await tx
    .updateTable('clients')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(slug === undefined ? {} : { slug }),
      ...(facts === undefined ? {} : { metadata: JSON.stringify(facts) }),
    })
    .where('id', '=', id)
    .where('version', '=', baseVersion)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
