import { type TestSet, testSet } from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { testSetFields, type TestSetValues, toTestSetInput } from './test-set-values.ts'

const stale = [['test-sets']]

type Form = Pick<UseFormReturn<TestSetValues>, 'setError' | 'setFocus'>

const errorsOf = (form: Form) => ({ form, fields: testSetFields, fieldOfCode: { conflict: 'name' } as const })

/** Adds a test set to a client. */
export function useCreateTestSet(clientId: string, form: Form, onSaved: (saved: TestSet) => void) {
  return useSave({
    send: (values: TestSetValues) =>
      api(`/im/clients/${clientId}/test-sets`, testSet, { method: 'POST', body: toTestSetInput(values) }),
    errors: errorsOf(form),
    stale,
    saved: ({ name }) => `${name} added`,
    onSaved,
  })
}

/** Writes a test set anew, as its next version. */
export function useChangeTestSet(id: string, form: Form, onSaved: (saved: TestSet) => void) {
  return useSave({
    send: ({ base_version, ...values }: TestSetValues & { base_version: number }) =>
      api(`/im/test-sets/${id}`, testSet, { method: 'PUT', body: { ...toTestSetInput(values), base_version } }),
    errors: { form, fields: testSetFields },
    stale,
    saved: ({ size }) => `Saved with ${size === 1 ? '1 brief' : `${size} briefs`}`,
    onSaved,
  })
}

/** Removes a test set with the list of its runs. */
export function useRemoveTestSet({ id, name }: Pick<TestSet, 'id' | 'name'>, onSaved: () => void) {
  return useSave({
    send: (_: null) => api(`/im/test-sets/${id}`, noAnswer, { method: 'DELETE' }),
    stale,
    saved: `${name} removed`,
    onSaved,
  })
}
