import type { Client, Retention } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '#components/loaded.tsx'
import { RoleFieldset } from '#components/role-gate.tsx'
import { Moment } from '#components/ui/age.tsx'
import { Section } from '#components/ui/section.tsx'
import { formatCount } from '#lib/format.ts'
import { retentionQuery } from '../get-retention.ts'
import { RetentionForm, retentionLabels } from './retention-form.tsx'

/** How long each kind of data is kept, here and below. */
export function RetentionSection({ client }: { client: Client }) {
  const query = useQuery(retentionQuery(client.id))
  return (
    <Section
      title="Retention"
      help="Days after which data goes, here and at every client below that has no rule of its own. What is due goes within the hour and cannot be brought back."
    >
      <Loaded query={query} what="the retention rules" shape="form">
        {(data) => (
          <div className="grid gap-8">
            <RoleFieldset client={client} needs="admin" doing="Changing retention">
              <RetentionForm key={JSON.stringify(data.rules)} client={client} retention={data} />
            </RoleFieldset>
            {data.purges.length > 0 && <Purges purges={data.purges} />}
          </div>
        )}
      </Loaded>
    </Section>
  )
}

function Purges({ purges }: { purges: Retention['purges'] }) {
  return (
    <div>
      <h3 className="mb-2 text-sm font-medium">What was removed</h3>
      <ul className="max-w-[40rem] border-t text-sm">
        {purges.map(({ kind, removed, cutoff, purged_at }) => (
          <li key={`${kind} ${cutoff}`} className="flex flex-wrap justify-between gap-x-6 border-b py-2">
            <span>
              <span className="figures">{formatCount(removed)}</span> × {retentionLabels[kind].one}
              <span className="text-ink-3">
                {' '}
                from before <Moment at={cutoff} />
              </span>
            </span>
            <span className="text-ink-3">
              <Moment at={purged_at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
