'use client'

import type { Client, TestSet } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { ConflictNotice } from '#components/conflict-notice.tsx'
import { RoleFieldset } from '#components/role-gate.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { testSetQuery } from '../get-test-sets.ts'
import { useChangeTestSet } from '../save-test-set.ts'
import {
  findWrongBrief,
  testSetFields,
  type TestSetValues,
  toTestSetInput,
  toTestSetValues,
  withTypedVariables,
} from '../test-set-values.ts'
import { useBriefNeeds } from '../use-brief-needs.ts'
import { TestSetFields } from './test-set-fields.tsx'

/** Changes a test set. Runs keep what they were asked with. */
export function TestSetForm({ client, set }: { client: Client; set: TestSet }) {
  const queryClient = useQueryClient()
  // What the form began with: a newer reading in the background must not hide that somebody else changed something.
  const [base, setBase] = useState(set)
  const form = useForm<TestSetValues>({ defaultValues: toTestSetValues(base) })
  const save = useChangeTestSet(set.id, form, beginAgain)
  const needed = useBriefNeeds(client.id, form.watch('content_type'))
  const current = save.conflict?.current as TestSet | undefined

  function beginAgain(saved: TestSet) {
    setBase(saved)
    form.reset(toTestSetValues(saved))
    queryClient.setQueryData(testSetQuery(saved.id).queryKey, saved)
  }

  function send({ base_version, ...values }: TestSetValues & { base_version: number }) {
    const wrong = findWrongBrief(values, needed)
    if (wrong === -1) save.submit({ ...withTypedVariables(values, needed), base_version })
    else form.setFocus(`briefs.${wrong}.topic`)
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label={set.name}
        onSubmit={(event) => void form.handleSubmit((values) => send({ ...values, base_version: base.version }))(event)}
      >
        <RoleFieldset client={client} needs="member" doing="Changing test sets">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
            <SaveProblem
              error={current ? null : save.error}
              title="The test set was not saved"
              fields={testSetFields}
            />
            {current && (
              <ConflictNotice
                conflict={{ current: toTestSetInput(toTestSetValues(current)), yours: save.conflict?.yours }}
                what="this test set"
                busy={save.isPending}
                onTakeCurrent={() => {
                  save.reset()
                  beginAgain(current)
                }}
                onSaveMine={() =>
                  void form.handleSubmit((values) => send({ ...values, base_version: current.version }))()
                }
              />
            )}
            <TestSetFields client={client} />
            <FormActions
              unsaved={form.formState.isDirty}
              busy={save.isPending}
              onCancel={() => form.reset(toTestSetValues(base))}
            />
          </div>
        </RoleFieldset>
      </form>
    </FormProvider>
  )
}
