'use client'

import type { Client, Job } from '@hg/contracts'
import { WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/input.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { VariableInputs } from '#features/prompts/components/variable-inputs.tsx'
import { whyNot } from '#lib/roles.ts'
import { useRegenerateJob } from '../make-again.ts'
import { useOtherVariables } from '../use-other-variables.ts'

/** Asks what is to be different, and has the piece written anew from its latest revision. */
export function RewriteDialog({ job, client }: { job: Job; client: Client | undefined }) {
  return (
    <Dialog
      title="Write it anew"
      description="A new piece is written from this one. This one stays as it is, and each names the other."
      trigger={
        <Button off={client ? whyNot(client, 'member', 'Having it written anew') : null}>
          <WandSparkles aria-hidden className="size-4" />
          Write anew
        </Button>
      }
    >
      <RewriteForm job={job} client={client} />
    </Dialog>
  )
}

function RewriteForm({ job, client }: { job: Job; client: Client | undefined }) {
  const { close } = useDialog()
  const [instructions, setInstructions] = useState('')
  const [problem, setProblem] = useState<string>()
  const prompt = useOtherVariables(job)
  /** The prompt's own questions were passed over once, so that each says what it wants. */
  const [isAsked, setIsAsked] = useState(false)
  const save = useRegenerateJob(job.id, close)
  function submit() {
    const asked = instructions.trim()
    if (asked.length < 3) return setProblem('Say in a few words what is to be different.')
    if (Object.keys(prompt.problems()).length > 0) return setIsAsked(true)
    const variables = prompt.values()
    save.submit({
      instructions: asked,
      ...(job.revision === null ? {} : { revision: job.revision }),
      ...(variables && { variables }),
    })
  }
  return (
    <DialogForm
      label="Write it anew"
      submit="Write it anew"
      busy={save.isPending || save.isSuccess}
      unsaved={instructions.trim() !== '' && !save.isSuccess}
      onSubmit={submit}
    >
      {client && isBudgetRefusal(save.error) ? (
        <BudgetRefusal error={save.error} client={client} />
      ) : (
        <SaveProblem
          error={save.error}
          title="It was not asked for"
          again="Sending it again is safe: it is written and paid for once."
        />
      )}
      <Field
        id="instructions"
        label="What is to be different"
        error={problem}
        hint="Such as: shorter, a warmer tone, mention the new opening hours. The strategy is the one in force now."
      >
        {(ids) => (
          <Textarea
            {...ids}
            value={instructions}
            maxLength={4000}
            rows={5}
            onChange={(event) => {
              setInstructions(event.target.value)
              setProblem(undefined)
            }}
          />
        )}
      </Field>
      {prompt.needed.length > 0 && (
        <fieldset className="grid min-w-0 gap-4">
          <legend className="mb-3">
            <span className="block font-medium">What the prompt is told</span>
            <span className="mt-0.5 block text-sm wrap-anywhere text-ink-3">
              “{prompt.asker}” takes something else than when this piece was asked for.
            </span>
          </legend>
          <VariableInputs
            needed={prompt.needed}
            values={prompt.typed}
            problems={isAsked ? prompt.problems() : prompt.wrong}
            onChange={prompt.setTyped}
          />
        </fieldset>
      )}
    </DialogForm>
  )
}
