'use client'

import { contentType, type Client } from '@hg/contracts'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Select } from '#components/ui/select.tsx'
import { EffectiveStrategy } from '#features/strategy/components/effective-strategy.tsx'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'

/** What applies to a client in the end, for a content type. */
export function WhatApplies({ client, clients }: { client: Client; clients: Client[] }) {
  const [type, setType] = useQueryState('type', parseAsStringLiteral(contentType.options).withDefault('blog_post'))
  return (
    <div className="max-w-4xl">
      <Select
        label="Content type"
        className="mb-6 w-56"
        value={type}
        onChange={(next) => void setType(next)}
        groups={contentTypeGroups.map(({ label, types }) => ({
          label,
          options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
        }))}
      />
      <EffectiveStrategy client={client} clients={clients} contentType={type} />
    </div>
  )
}
