import { changedEmail, changeEmailAnswer, emailAddress, emailUndo } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import type { UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { plural } from '#lib/format.ts'
import { fullProofFields, fullProofForm, toFullProof } from './account-forms.ts'

export const emailForm = fullProofForm.extend({ email: emailAddress })
export type EmailForm = z.infer<typeof emailForm>
export const emailFields = ['email', ...fullProofFields]

/** Asks for another address. */
export function useRequestEmail(form: UseFormReturn<EmailForm>, onSaved: (mail: string, email: string) => void) {
  return useSave({
    send: ({ email, ...proof }: EmailForm) =>
      api('/smm/me/email', changeEmailAnswer, { method: 'POST', body: { email, ...toFullProof(proof) } }),
    errors: { form, fields: emailFields },
    stale: [['me']],
    onSaved: ({ mail }, { email }) => onSaved(mail, email),
  })
}

/** Takes the wish for another address back. */
export function useWithdrawEmail() {
  return useSave({
    send: (_: null) => api('/smm/me/email', noAnswer, { method: 'DELETE' }),
    stale: [['me']],
    saved: 'Your address stays as it is',
    failed: 'It was not taken back',
  })
}

/** Confirms another address by a link; by the web app itself, which makes this browser known to it. */
export function useConfirmEmail(token: string) {
  return useSave({
    send: (_: null) => api('/confirm-email', changedEmail, { method: 'POST', body: { token } }),
    stale: [['me'], ['sessions'], ['members']],
    saved: ({ ended }) => (ended > 0 ? `Address changed; ${plural(ended, 'other session')} ended` : 'Address changed'),
  })
}

/** The address that a link brings back. */
export function useEmailUndo(token: string) {
  return useQuery({
    queryKey: ['email-undos', 'detail', token],
    queryFn: () => api('/smm/email-undos/lookup', emailUndo, { method: 'POST', body: { token } }),
    staleTime: Infinity,
  })
}

/** Brings it back. */
export function useUndoEmail(token: string) {
  return useSave({
    send: (_: null) => api('/smm/email-undos/confirm', emailUndo, { method: 'POST', body: { token } }),
  })
}
