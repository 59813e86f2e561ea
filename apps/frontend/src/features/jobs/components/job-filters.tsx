'use client'

import { contentType, jobStatus } from '@hg/contracts'
import { Search, X } from 'lucide-react'
import { debounce } from 'nuqs'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { contentTypeGroups, contentTypeLabels, statusLabels } from '#lib/labels.ts'
import type { useListFilters } from '../list-filters.ts'

const all = 'all'
const whileTyping = { limitUrlUpdates: debounce(300) }
const statusGroups = [
  {
    options: [
      { value: all, label: 'Any status' },
      ...jobStatus.options.map((value) => ({ value, label: statusLabels[value] })),
    ],
  },
]
const typeGroups = [
  { options: [{ value: all, label: 'Any content type' }] },
  ...contentTypeGroups.map(({ label, types }) => ({
    label,
    options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
  })),
]

/** What narrows the list: words, status, content type. A change goes back to the first page. */
export function JobFilters({ filters, setFilters }: { filters: Filters[0]; setFilters: Filters[1] }) {
  const active = filters.q !== '' || filters.status !== null || filters.type !== null
  return (
    <search
      aria-label="Filter content"
      className="flex min-w-0 flex-1 basis-full flex-wrap items-center gap-2 sm:basis-0"
    >
      <div className="relative min-w-0 basis-full sm:basis-64">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        />
        <Input
          type="search"
          aria-label="Search title and topic"
          placeholder="Search title and topic"
          className="pl-9"
          maxLength={200}
          value={filters.q}
          onChange={(event) => void setFilters({ q: event.target.value || null, cursor: null }, whileTyping)}
        />
      </div>
      <Select
        label="Status"
        className="min-w-36 flex-1 sm:flex-none"
        value={filters.status ?? all}
        groups={statusGroups}
        onChange={(value) => void setFilters({ status: jobStatus.safeParse(value).data ?? null, cursor: null })}
      />
      <Select
        label="Content type"
        className="min-w-44 flex-1 sm:flex-none"
        value={filters.type ?? all}
        groups={typeGroups}
        onChange={(value) => void setFilters({ type: contentType.safeParse(value).data ?? null, cursor: null })}
      />
      {active && (
        <Button look="quiet" onClick={() => void setFilters({ q: null, status: null, type: null, cursor: null })}>
          <X aria-hidden className="size-4" />
          Clear
        </Button>
      )}
    </search>
  )
}

type Filters = ReturnType<typeof useListFilters>
