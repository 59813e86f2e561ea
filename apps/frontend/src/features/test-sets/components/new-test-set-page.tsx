'use client'

import type { Client } from '@hg/contracts'
import { useRouter } from 'next/navigation'
import { FormProvider, useForm } from 'react-hook-form'
import { ClientPage } from '#components/client-page.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { leave } from '#lib/leave-guard.ts'
import { useCreateTestSet } from '../save-test-set.ts'
import {
  findWrongBrief,
  newTestSet,
  testSetFields,
  type TestSetValues,
  withTypedVariables,
} from '../test-set-values.ts'
import { useBriefNeeds } from '../use-brief-needs.ts'
import { TestSetFields } from './test-set-fields.tsx'

/** A new test set. */
export function NewTestSetPage() {
  return (
    <ClientPage title="New test set">
      {({ client }) => (
        <RoleGate client={client} needs="member" doing="Saving test sets" title="You can read test sets, not save them">
          <NewTestSetForm key={client.id} client={client} />
        </RoleGate>
      )}
    </ClientPage>
  )
}

function NewTestSetForm({ client }: { client: Client }) {
  const router = useRouter()
  const list = `/clients/${client.slug}/prompts/test-sets`
  const form = useForm<TestSetValues>({ defaultValues: newTestSet })
  const create = useCreateTestSet(client.id, form, ({ id }) => router.replace(`${list}/${id}`))
  const needed = useBriefNeeds(client.id, form.watch('content_type'))
  const send = (values: TestSetValues) => {
    const wrong = findWrongBrief(values, needed)
    if (wrong === -1) create.submit(withTypedVariables(values, needed))
    else form.setFocus(`briefs.${wrong}.topic`)
  }
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="New test set"
        className="grid max-w-[48rem] grid-cols-[minmax(0,1fr)] gap-8"
        onSubmit={(event) => void form.handleSubmit(send)(event)}
      >
        <SaveProblem error={create.error} title="The test set was not added" fields={testSetFields} />
        <TestSetFields client={client} />
        <FormActions
          unsaved={form.formState.isDirty && !create.isSuccess}
          busy={create.isPending}
          save="Add the test set"
          cancel="Cancel"
          onCancel={() => leave(() => router.push(list))}
        />
      </form>
    </FormProvider>
  )
}
