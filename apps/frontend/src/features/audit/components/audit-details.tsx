import { type AuditEntryView, uuid } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { ChangeList } from '#components/ui/diff.tsx'
import { plural } from '#lib/format.ts'
import { getAuthor } from '../describe-author.ts'

/** One change: what it was and what it became, and where it came from. */
export function AuditDetails({ entry }: { entry: AuditEntryView }) {
  const facts = Object.entries(entry.facts)
  return (
    <div className="grid max-w-[52rem] gap-5 pt-2 pb-4">
      {entry.emptied ? (
        <p className="text-sm text-ink-2">What this change held was erased. That it was made stays on record.</p>
      ) : (
        (entry.before !== null || entry.after !== null) && (
          <ChangeList before={entry.before ?? nothingOf(entry.after)} after={entry.after ?? nothingOf(entry.before)} />
        )
      )}
      <DescriptionList
        className="text-sm"
        rows={[
          ['When', <Moment key="at" at={entry.created_at} />],
          ['By', entry.actor.role ? `${getAuthor(entry)}, as ${entry.actor.role}` : getAuthor(entry)],
          entry.client_name !== null && ['At', entry.client_name],
          entry.address !== null && ['From', <Mono key="from">{entry.address}</Mono>],
          ...facts.map(([name, value]): [string, React.ReactNode] => [name.replaceAll('_', ' '), readable(value)]),
          entry.request_id !== null && ['Request', <Mono key="request">{entry.request_id}</Mono>],
          ['Seal', entry.seal === null ? 'About to be sealed' : `Link ${entry.seal} of this client’s chain`],
        ]}
      />
    </div>
  )
}

/** What was not there before, or is no more, is compared field by field all the same. */
function nothingOf(other: unknown): unknown {
  return typeof other === 'object' && other !== null && !Array.isArray(other) ? {} : null
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-[0.8125rem] wrap-anywhere">{children}</span>
}

function readable(value: unknown): string {
  if (Array.isArray(value)) {
    const isIds = value.every((one) => uuid.safeParse(one).success)
    return isIds ? plural(value.length, 'id') : value.map(readable).join(', ')
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
