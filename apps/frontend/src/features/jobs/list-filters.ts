import { contentType, jobStatus } from '@hg/contracts'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

const parsers = {
  status: parseAsStringLiteral(jobStatus.options),
  type: parseAsStringLiteral(contentType.options),
  q: parseAsString.withDefault(''),
  cursor: parseAsString,
}

/** The list's filters, kept in the address: `?status=&type=&q=&cursor=`. */
export function useListFilters() {
  return useQueryStates(parsers)
}
