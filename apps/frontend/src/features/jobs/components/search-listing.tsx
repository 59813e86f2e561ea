import type { JobResult } from '@hg/contracts'
import { plural } from '#lib/format.ts'
import { marksIn } from '../marks.ts'
import { MarkedLine, type Marking, noMarking } from './passage.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'

/** Title and meta description, as a search engine would show them, with their lengths. */
export function SearchListing({ result, marking = noMarking }: { result: JobResult; marking?: Marking }) {
  if (result.meta_description === null) return null
  const meta = result.meta_description
  return (
    <section aria-label="Meta description" className="mb-9 max-w-(--measure) border-y py-4">
      <div className="mb-1 flex items-center justify-between gap-4">
        <h2 className="text-sm text-ink-3">
          Meta description, <span className="figures">{plural(meta.length, 'character')}</span>
        </h2>
        <CopyButton look="quiet" size="sm" className="-my-1 -mr-2.5" text={() => meta}>
          Copy
        </CopyButton>
      </div>
      <p className="text-ink-2">
        <MarkedLine text={meta} marking={{ ...marking, marks: marksIn(marking.marks, 'meta_description') }} />
      </p>
    </section>
  )
}
