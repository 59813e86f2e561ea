import { Search, X } from 'lucide-react'
import { debounce } from 'nuqs'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { DateInput, Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { AuditFilters, useAuditFilters } from '../audit-filters.ts'
import { auditThings } from '../describe-action.ts'

const all = 'all'
const whileTyping = { limitUrlUpdates: debounce(300) }
const names = new Map(Object.entries(auditThings).map(([thing, name]) => [name, thing]))
const groups = [
  { options: [{ value: all, label: 'Anything' }, ...[...names].map(([label, value]) => ({ value, label }))] },
]

/** What narrows the audit: words, what it is about, days, and whether the clients below count. */
export function AuditFilterBar(props: { filters: AuditFilters; setFilters: ReturnType<typeof useAuditFilters>[1] }) {
  const { filters, setFilters } = props
  const active = filters.q !== '' || filters.about !== null || filters.from !== '' || filters.until !== ''
  return (
    <search aria-label="Filter the audit" className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-0 basis-full sm:basis-56">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        />
        <Input
          type="search"
          aria-label="Search names and values"
          placeholder="Names and values"
          className="pl-9"
          maxLength={200}
          value={filters.q}
          onChange={(event) => void setFilters({ q: event.target.value || null }, whileTyping)}
        />
      </div>
      <Select
        label="About"
        className="min-w-36 flex-1 sm:flex-none"
        value={filters.about ?? all}
        groups={groups}
        onChange={(value) => void setFilters({ about: value === all ? null : value })}
      />
      <div className="flex min-w-0 basis-full items-center gap-2 sm:basis-auto">
        <DateInput
          aria-label="From"
          className="min-w-0 flex-1 sm:w-36"
          value={filters.from}
          onChange={(event) => void setFilters({ from: event.target.value || null })}
        />
        <span aria-hidden className="text-ink-3">
          –
        </span>
        <DateInput
          aria-label="Until"
          className="min-w-0 flex-1 sm:w-36"
          value={filters.until}
          onChange={(event) => void setFilters({ until: event.target.value || null })}
        />
      </div>
      <Checkbox
        label="Clients below too"
        checked={filters.below}
        onChange={(below) => void setFilters({ below: below ? null : false })}
      />
      {active && (
        <Button look="quiet" onClick={() => void setFilters({ q: null, about: null, from: null, until: null })}>
          <X aria-hidden className="size-4" />
          Clear
        </Button>
      )}
    </search>
  )
}
