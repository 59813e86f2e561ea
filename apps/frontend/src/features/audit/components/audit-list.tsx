import type { AuditEntryView, Client } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { type AuditFilters, isFiltered } from '../audit-filters.ts'
import { describeAction } from '../describe-action.ts'
import { getAuthor } from '../describe-author.ts'
import { auditQuery } from '../get-audit.ts'
import { AuditDetails } from './audit-details.tsx'

/** The changes, newest first; each opens to what it changed. */
export function AuditList({ client, filters }: { client: Client; filters: AuditFilters }) {
  const query = useInfiniteQuery(auditQuery(client.id, filters))
  return (
    <Loaded query={query} what="the audit" shape="rows">
      {(entries) =>
        entries.length === 0 ? (
          <Blank title={isFiltered(filters) ? 'No such changes' : 'No changes yet'}>
            <p>
              {isFiltered(filters)
                ? 'Nothing was changed here that fits these filters.'
                : 'Whoever changes roles, strategies, keys, content or settings here stands in this list from then on.'}
            </p>
          </Blank>
        ) : (
          <>
            <ul aria-label="Changes" className="border-t">
              {entries.map((entry) => (
                <li key={entry.id} className="border-b">
                  <details className="group">
                    <summary className="flex items-start gap-2 rounded-sm py-2.5 hover:bg-sunk">
                      <ChevronRight
                        aria-hidden
                        className="mt-[0.1875rem] size-4 shrink-0 text-ink-3 transition-transform duration-150 group-open:rotate-90"
                      />
                      <Summary entry={entry} client={client} />
                    </summary>
                    <div className="pl-6">
                      <AuditDetails entry={entry} />
                    </div>
                  </details>
                </li>
              ))}
            </ul>
            <ShowMore query={query} count={entries.length} one="change" />
          </>
        )
      }
    </Loaded>
  )
}

function Summary({ entry, client }: { entry: AuditEntryView; client: Client }) {
  const where = entry.client_id !== client.id && entry.client_name
  return (
    <span className="grid min-w-0 flex-1 gap-x-6 sm:grid-cols-[minmax(0,1fr)_minmax(0,13rem)_7rem]">
      <span className="min-w-0 wrap-anywhere">
        {describeAction(entry.action)}
        {entry.target.label && <span className="text-ink-2"> · {entry.target.label}</span>}
        {where && <span className="text-ink-3"> at {where}</span>}
      </span>
      <span className="min-w-0 truncate text-sm leading-[1.375rem] text-ink-2">
        {getAuthor(entry)}
        {entry.actor.role && <span className="text-ink-3"> · {entry.actor.role}</span>}
      </span>
      <span className="text-sm leading-[1.375rem] text-ink-3 sm:text-right">
        <Ago at={entry.created_at} />
      </span>
    </span>
  )
}
