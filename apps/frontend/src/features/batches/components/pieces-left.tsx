'use client'

import type { BatchPieceLeft } from '@hg/contracts'
import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'
import { fieldInWords } from '#lib/forms/field-errors.ts'
import { formatCount, plural } from '#lib/format.ts'

const mostShown = 5

/** Failed pieces that were not asked for again, and why: they could only have failed once more. */
export function PiecesLeft({ left }: { left: BatchPieceLeft[] }) {
  const more = left.length - mostShown
  return (
    <Notice
      role="alert"
      tone="caution"
      className="mt-2 w-full"
      title={`${plural(left.length, 'piece was', 'pieces were')} not asked for again`}
    >
      <p>They could only fail once more: the prompt is another by now. Ask for them anew with what it takes.</p>
      <ul className="grid gap-1 text-sm">
        {left.slice(0, mostShown).map(({ job_id, row, errors }) => (
          <li key={job_id} className="wrap-anywhere">
            <Link href={`/jobs/${job_id}`} className="text-accent underline underline-offset-2">
              Row {row}
            </Link>
            : {errors.map(({ path, message }) => `${fieldInWords(path)} ${message}`).join('; ')}
          </li>
        ))}
        {more > 0 && <li>and {formatCount(more)} more</li>}
      </ul>
    </Notice>
  )
}
