import type { MovedPerson, MovePreview } from '@hg/contracts'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { formatCount } from '#lib/format.ts'
import { roleLabels } from '#lib/labels.ts'
import { Kind, Rest } from './move-kind.tsx'

/** Who gets, loses or changes access by a move; with how many clients each, where it moves several. */
export function MovedPeople({ people, ofMany }: { people: MovePreview['changes']['people']; ofMany: boolean }) {
  return (
    <Kind title="People" summary={peopleSummary(people)} isEmpty={people.total === 0}>
      <DataTable
        caption="People whose role changes"
        columns={ofMany ? [...personColumns, clientsColumn] : personColumns}
        rows={people.items}
        rowKey={(person) => `${person.user_id} ${person.before} ${person.after}`}
      />
      <Rest total={people.total} shown={people.items.length} />
    </Kind>
  )
}

function peopleSummary({ losing, gaining, total }: MovePreview['changes']['people']): string {
  if (total === 0) return 'Everybody keeps the access that they have.'
  const parts = [
    losing > 0 && `${formatCount(losing)} lose access`,
    gaining > 0 && `${formatCount(gaining)} get access`,
    total - losing - gaining > 0 && `the role of ${formatCount(total - losing - gaining)} changes`,
  ].filter((part) => part !== false)
  return `${parts.join(', ')}.`
}

const personColumns: Column<MovedPerson>[] = [
  {
    id: 'person',
    header: 'Person',
    cell: (person) => (
      <>
        <span className="block truncate">{person.name}</span>
        <span className="block truncate text-sm text-ink-3">{person.email}</span>
      </>
    ),
  },
  {
    id: 'change',
    header: 'Access',
    look: 'w-64',
    cell: ({ before, after }) => {
      if (after === null)
        return (
          <StateMark shape="cross" tone="danger">
            loses it ({roleOf(before)})
          </StateMark>
        )
      if (before === null)
        return (
          <StateMark shape="check" tone="positive">
            gets it ({roleOf(after)})
          </StateMark>
        )
      return (
        <StateMark shape="dot" tone="caution">
          {roleOf(before)}, then {roleOf(after)}
        </StateMark>
      )
    },
  },
]

const clientsColumn: Column<MovedPerson> = {
  id: 'clients',
  header: 'Clients',
  look: 'w-20 text-right figures',
  cell: (person) => formatCount(person.clients),
}

function roleOf(role: MovedPerson['before']): string {
  return role === null ? 'none' : roleLabels[role].toLowerCase()
}
