import type { Client } from '@hg/contracts'
import type { SearchOption } from '#components/ui/search-select.tsx'
import { clientTypeLabels } from '#lib/labels.ts'
import { lineage } from '../tree.ts'
import { ClientMark } from './client-mark.tsx'

/** Clients as the choices of a place, each with its kind and what stands above it. */
export function placeOptions(clients: Client[], places: Client[]): SearchOption<string>[] {
  return places.map((place) => {
    const above = lineage(clients, place.id).slice(0, -1)
    return {
      value: place.id,
      label: place.name,
      hint: [clientTypeLabels[place.type], ...above.map(({ name }) => `under ${name}`)].join(', '),
      mark: <ClientMark type={place.type} />,
      keywords: [place.slug],
    }
  })
}
