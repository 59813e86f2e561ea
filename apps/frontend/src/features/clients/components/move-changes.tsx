'use client'

import { type MovedStrategyField, type MovePreview, strategyField } from '@hg/contracts'
import { ChangeList } from '#components/ui/diff.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { StateMark, Tag } from '#components/ui/state-mark.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { clientTypeLabels, contentTypeLabels, providerLabels } from '#lib/labels.ts'
import { Kind, Rest } from './move-kind.tsx'
import { MovedPeople } from './moved-people.tsx'

/** What a move changes besides the tree: a summary of each kind, then its entries. */
export function MoveChangesView({ preview: { changes, pieces_under_way } }: { preview: MovePreview }) {
  const { clients, people, strategy, api_keys, provider_keys, content_templates, prompt_templates, experiments } =
    changes
  const [first] = clients.items
  const retyped = first && first.type_before !== first.type_after
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <p>
        {clients.total === 1 ? first?.name : plural(clients.total, 'client')} from{' '}
        <strong className="font-medium">{first?.from.name}</strong> to{' '}
        <strong className="font-medium">{changes.destination.name}</strong>
        {retyped && `; ${clientTypeLabels[first.type_before]} becomes ${clientTypeLabels[first.type_after]}`}.
        {pieces_under_way > 0 &&
          ` ${plural(pieces_under_way, 'piece')} under way ${pieces_under_way === 1 ? 'is' : 'are'} finished with the strategy of today.`}
      </p>
      <Ownerless clients={changes.ownerless} destination={changes.destination.name} />
      <MovedPeople people={people} ofMany={clients.total > 1} />
      <Kind
        title="Strategy"
        summary={
          strategy.total === 0
            ? 'Every value stays as it is.'
            : `${plural(strategy.total, 'value')} of the strategy ${strategy.total === 1 ? 'changes' : 'change'}${clients.total > 1 ? `, for ${formatCount(strategy.clients)} of ${plural(clients.total, 'client')}` : ''}.`
        }
        isEmpty={strategy.total === 0}
      >
        <StrategyChanges fields={strategy.items} ofMany={clients.total > 1} />
        <Rest total={strategy.total} shown={strategy.items.length} />
      </Kind>
      <Uses
        title="Keys of other services"
        lost={api_keys.lost}
        gained={api_keys.gained}
        verbs={['can no longer read or request here', 'can read and request here from then on']}
      />
      <Uses
        title="Keys to the providers"
        lost={provider_keys.lost}
        gained={provider_keys.gained}
        verbs={['no longer used here', 'used here from then on']}
        name={({ name, last_four }) => `${providerLabels[name]} …${last_four}`}
      />
      <Uses title="Content templates" {...content_templates} verbs={['no longer there', 'there from then on']} />
      <Uses
        title="Prompt templates"
        {...prompt_templates}
        verbs={['no longer apply', 'apply from then on']}
        name={({ name, content_type }) =>
          content_type === 'any' ? name : `${name} (${contentTypeLabels[content_type]})`
        }
      />
      <Uses
        title="Experiments"
        lost={experiments}
        gained={{ total: 0, items: [] }}
        verbs={['end: the templates they try no longer apply', '']}
      />
      {changes.taken_briefs > 0 && (
        <Kind
          title="Test sets"
          summary={`${plural(changes.taken_briefs, 'brief')} in test sets of ${first?.from.name} ${changes.taken_briefs === 1 ? 'was' : 'were'} taken from pieces that move: ${changes.taken_briefs === 1 ? 'it goes' : 'they go'}, and so does the text of what was written from ${changes.taken_briefs === 1 ? 'it' : 'them'}.`}
          isEmpty
        />
      )}
    </div>
  )
}

/** What stands in the way of the move. */
function Ownerless(props: { clients: MovePreview['changes']['ownerless']; destination: string }) {
  const { total, items } = props.clients
  if (total === 0) return null
  return (
    <Notice
      tone="danger"
      title={`${total === 1 ? items[0]?.name : plural(total, 'client')} would be left without an owner`}
    >
      <p>
        Nobody owns {props.destination} or a client above it. Make somebody an owner there, or of{' '}
        {total === 1 ? 'the client itself' : 'each client itself'}, and look again.
      </p>
      {total > 1 && (
        <p className="flex flex-wrap gap-1.5">
          {items.map(({ id, name }) => (
            <Tag key={id}>{name}</Tag>
          ))}
        </p>
      )}
      <Rest total={total} shown={items.length} />
    </Notice>
  )
}

/** The list of changes takes two objects: entries are numbered, so that one field may change in several ways. */
function StrategyChanges({ fields, ofMany }: { fields: MovedStrategyField[]; ofMany: boolean }) {
  const side = (pick: (field: MovedStrategyField) => unknown) =>
    Object.fromEntries(fields.map((field, index) => [`n${index}`, pick(field) ?? undefined]))
  return (
    <ChangeList
      before={side(({ before }) => before)}
      after={side(({ after }) => after)}
      label={(path) => {
        const [entry = '', ...part] = path.split('.')
        const field = fields[Number(entry.slice(1))]
        if (!field) return path
        const sources = [field.before_from, field.after_from].map((name) => name ?? 'nobody above')
        return (
          <>
            <span className="block text-ink">
              {[strategyField(field.path)?.label ?? field.path, ...part].join(', ')}
            </span>
            <span className="block">{sources.join(' → ')}</span>
            {field.content_types && (
              <span className="block">{field.content_types.map((type) => contentTypeLabels[type]).join(', ')}</span>
            )}
            {ofMany && <span className="block">{plural(field.clients, 'client')}</span>}
          </>
        )
      }}
    />
  )
}

interface Use {
  id: string
  name: string
  client_name: string
}

/** What stops and what begins to apply; nothing at all when neither does. */
function Uses<T extends Use>(props: {
  title: string
  lost: { total: number; items: T[] }
  gained: { total: number; items: T[] }
  verbs: [lost: string, gained: string]
  name?: (use: T) => string
}) {
  const name = props.name ?? ((use: T) => use.name)
  const groups = [
    { ...props.lost, verb: props.verbs[0], shape: 'cross', tone: 'danger' },
    { ...props.gained, verb: props.verbs[1], shape: 'check', tone: 'positive' },
  ] as const
  if (groups.every(({ total }) => total === 0)) return null
  return (
    <Kind title={props.title}>
      <div className="grid gap-3">
        {groups.map(
          ({ total, items, verb, shape, tone }) =>
            total > 0 && (
              <div key={verb} className="grid gap-1.5">
                <StateMark shape={shape} tone={tone}>
                  {formatCount(total)} of {items[0]?.client_name} {verb}
                </StateMark>
                <p className="flex flex-wrap gap-1.5 pl-4.5">
                  {items.map((use) => (
                    <Tag key={use.id}>{name(use)}</Tag>
                  ))}
                </p>
                <Rest total={total} shown={items.length} />
              </div>
            ),
        )}
      </div>
    </Kind>
  )
}
