import { judgeProviderKey, type Queryable } from '@hg/db'
import { settleAttempt, type WonAttempt } from './attempts.ts'
import type { Work } from './work.ts'

/** Ends and charges the call that succeeded. A key of the client's own that was refused before is good again. */
export async function settleWon(
  tx: Queryable,
  { deps, run }: Pick<Work, 'deps' | 'run'>,
  won: WonAttempt,
): Promise<void> {
  await settleAttempt(deps, tx, run, won)
  const { ownKey } = won.handle
  if (ownKey?.refused) await judgeProviderKey(tx, ownKey.id, null)
}
