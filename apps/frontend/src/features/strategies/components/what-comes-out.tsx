'use client'

import type { Client, StrategyStanding } from '@hg/contracts'
import { Layers } from '#features/strategy/components/effective-strategy.tsx'
import { StrategySections } from '#features/strategy/components/strategy-sections.tsx'
import { describeStrategy } from '#features/strategy/describe.ts'
import { typeLabel } from '#features/strategy/labels.ts'

/** What applies to the client with this text, unsaved changes included, and who sets each value. */
export function WhatComesOut({
  standing,
  clients,
  clientName,
}: {
  standing: StrategyStanding
  clients: Client[]
  clientName: string
}) {
  return (
    <div className="max-w-4xl">
      <p className="text-ink-2">
        What applies to {clientName} for {typeLabel(standing.shown_as).toLowerCase()} with the text as it stands on this
        page, merged from the top down.
      </p>
      <Layers layers={standing.layers} clients={clients} />
      <div className="mt-8">
        <StrategySections sections={describeStrategy(standing.effective, standing.explain)} clients={clients} />
      </div>
    </div>
  )
}
