'use client'

import { type Client, type LlmPreferences, type Prompt, suggestionWishes } from '@hg/contracts'
import { useState } from 'react'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { NumberInput, Textarea } from '#components/ui/input.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { NamedModel } from '#features/providers/components/named-model.tsx'
import { whyNot } from '#lib/roles.ts'
import { type AskedSuggestion, useAskForSuggestion } from '../suggestions.ts'
import { SuggestionCost } from './suggestion-cost.tsx'

const targets = suggestionWishes.shape.target_tokens.unwrap()
const longestWish = 2000

/** What is to become tighter, and how; with what asking would cost. */
export function SuggestionForm(props: {
  prompt: Prompt
  client: Client
  version: number
  unsaved: boolean
  onAsked: (id: string) => void
}) {
  const { prompt, client, version, unsaved } = props
  const [wishes, setWishes] = useState('')
  const [target, setTarget] = useState('')
  const [llm, setLlm] = useState<Pick<LlmPreferences, 'provider' | 'model'>>()
  const ask = useAskForSuggestion(props.onAsked)
  const targetProblem =
    target === '' || targets.safeParse(Number(target)).success
      ? undefined
      : 'A whole number from 50 to 100,000, or nothing.'
  const asked: AskedSuggestion = {
    template_id: prompt.id,
    template_version: version,
    ...(wishes.trim() === '' ? {} : { instructions: wishes.trim() }),
    ...(target === '' ? {} : { target_tokens: Number(target) }),
    ...(llm ? { llm } : {}),
  }
  const off =
    whyNot(client, 'member', 'Asking for suggestions') ??
    (client.archived ? `${client.name} is archived and takes nothing new.` : null)
  return (
    <form
      aria-label="Ask for a tighter version"
      noValidate
      className="grid content-start gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (targetProblem === undefined && off === null) ask.submit(asked)
      }}
    >
      <p className="text-ink-2">
        A model writes version {version} in fewer words. Shorter prompts cost less with every piece.
        {unsaved && ' What you have typed since is not in it: save it first, if it should be.'}
      </p>
      {isBudgetRefusal(ask.error) ? (
        <BudgetRefusal error={ask.error} client={client} />
      ) : (
        <SaveProblem
          error={ask.error}
          title="It was not asked for"
          again="Sending it again is safe: it is made and paid for once."
        />
      )}
      <Field
        id="suggestion-wishes"
        label="What matters to you"
        optional
        hint="Such as what must stay word for word, or where it is too long."
      >
        {(ids) => (
          <Textarea
            {...ids}
            rows={3}
            className="min-h-20"
            maxLength={longestWish}
            value={wishes}
            onChange={(event) => setWishes(event.target.value)}
          />
        )}
      </Field>
      <Field
        id="suggestion-target"
        label="How long it should become"
        optional
        error={targetProblem}
        hint="What must be said is said all the same."
      >
        {(ids) => (
          <NumberInput
            {...ids}
            unit="tokens"
            min={50}
            value={target}
            onChange={(event) => setTarget(event.target.value)}
          />
        )}
      </Field>
      <NamedModel
        id="suggestion-model"
        hint="A strong model keeps more of what is meant."
        clientId={client.id}
        llm={llm}
        onChange={setLlm}
      />
      <SuggestionCost clientId={client.id} asked={off === null && targetProblem === undefined ? asked : null} />
      <div>
        <Button type="submit" look="primary" busy={ask.isPending} off={off}>
          Ask for a tighter version
        </Button>
      </div>
    </form>
  )
}
