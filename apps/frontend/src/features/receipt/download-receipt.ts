import type { Receipt } from '@hg/contracts'
import { saveFile } from '#lib/save-file.ts'

/** Hands a receipt over as a file, as the service gave it. */
export function downloadReceipt(receipt: Receipt): void {
  const file = new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: 'application/json' })
  saveFile(file, `receipt-${receipt.job_id}.json`)
}
