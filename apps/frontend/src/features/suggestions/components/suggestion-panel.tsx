'use client'

import type { Client, Prompt } from '@hg/contracts'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { useSuggestions } from '../suggestions.ts'
import type { TakenText } from '../taken-text.ts'
import { SuggestionForm } from './suggestion-form.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { SuggestionView } from './suggestion-view.tsx'

/**
 * Asks a model for a tighter version of the newest one, and shows what came of it and of those before. Nothing is changed by it:
 * what is taken over stands in the editor, unsaved.
 */
export function SuggestionPanel(props: {
  prompt: Prompt
  client: Client
  /** The version that is being edited, which a suggestion is asked for. */
  version: number
  /** True when the texts differ from that version: they would be lost. */
  unsaved: boolean
  onTake: (text: TakenText) => void
}) {
  const { prompt, client, version, unsaved } = props
  const query = useSuggestions(prompt.id)
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-10 lg:grid-cols-[19rem_minmax(0,1fr)]">
      <SuggestionForm
        key={version}
        prompt={prompt}
        client={client}
        version={version}
        unsaved={unsaved}
        onAsked={setChosen}
      />
      <div className="min-w-0">
        <Loaded query={query} what="the suggestions" shape="text" place="section">
          {(suggestions) => {
            const shown = chosen ?? suggestions[0]?.id
            return shown === undefined ? (
              <Blank role="status" title="Nothing suggested yet">
                A model says what this template says in fewer words. You see each change, and take it over or leave it.
              </Blank>
            ) : (
              <>
                <SuggestionView key={shown} id={shown} jump={chosen !== null} {...props} />
                {suggestions.length > 1 && (
                  <SuggestionList query={query} suggestions={suggestions} shown={shown} onShow={setChosen} />
                )}
              </>
            )
          }}
        </Loaded>
      </div>
    </div>
  )
}
