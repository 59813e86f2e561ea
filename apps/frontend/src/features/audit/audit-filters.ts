import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { endOfDay, startOfDay } from '#lib/days.ts'

/** The audit's filters, kept in the address: `?about=&q=&from=&until=&below=`. Days are of the reader's time zone. */
export function useAuditFilters() {
  return useQueryStates({
    about: parseAsString,
    q: parseAsString.withDefault(''),
    from: parseAsString.withDefault(''),
    until: parseAsString.withDefault(''),
    below: parseAsBoolean.withDefault(true),
  })
}

export type AuditFilters = ReturnType<typeof useAuditFilters>[0]

/** The filters as the service takes them. */
export function auditQueryOf(filters: AuditFilters): Record<string, string | null> {
  return {
    action: filters.about,
    q: filters.q.trim() || null,
    from: startOfDay(filters.from),
    to: endOfDay(filters.until),
    below: filters.below ? null : 'false',
  }
}

/** Whether anything is left out. */
export function isFiltered({ about, q, from, until }: AuditFilters): boolean {
  return about !== null || [q, from, until].some((text) => text.trim() !== '')
}
