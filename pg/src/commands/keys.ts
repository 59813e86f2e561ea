import { withClient } from '../connect.ts'
import { readKeyring } from '../env.ts'
import { rotateKeys } from '../keys/rotate.ts'
import { say } from './say.ts'
import { withTarget } from './target.ts'

/**
 * `pg keys rotate`: seals everything anew with the first key of ENCRYPTION_KEYS. Throws when something stays under an
 * older key, after saying what.
 */
export async function rotate(): Promise<void> {
  const keyring = readKeyring()
  const older = [...keyring.keys.keys()].filter((id) => id !== keyring.currentId)
  await withTarget(({ adminUrl, name }) =>
    withClient(adminUrl, async (db) => {
      say(`${name}: sealing with ${keyring.currentId}${older.length > 0 ? `, opening with ${older.join(', ')}` : ''}`)
      const reports = await rotateKeys(db, keyring, {
        onBatch: (place, rotated) => say(`${place}: ${rotated} done`),
      })
      for (const { place, rotated, left, failures } of reports) {
        for (const { id, reason } of failures) say(`${place} of ${id}: ${reason}`)
        say(`${place}: ${rotated} sealed with ${keyring.currentId}, ${left} left under an older key`)
      }
      const left = reports.reduce((sum, report) => sum + report.left, 0)
      if (left > 0) throw new Error(`${left} secrets are still sealed with an older key: keep it in ENCRYPTION_KEYS`)
      say(`nothing is sealed with another key than ${keyring.currentId}: the others can leave ENCRYPTION_KEYS`)
    }),
  )
}
