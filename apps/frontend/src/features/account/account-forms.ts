import {
  changeMeRequest,
  endedSessions,
  type FullProof,
  me,
  newPassword,
  presentPassword,
  recoveryCodes,
  sessionList,
  totpEnrolment,
} from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { plural } from '#lib/format.ts'

export const nameForm = changeMeRequest
export type NameForm = z.infer<typeof nameForm>
export const nameFields = ['name']

/** Changes one's name. */
export function useChangeName(form: UseFormReturn<NameForm>) {
  return useSave({
    send: (input: NameForm) => api('/smm/me', me, { method: 'PATCH', body: input }),
    errors: { form, fields: nameFields },
    stale: [['me'], ['members']],
    saved: 'Your name was changed',
    onSaved: ({ name }) => form.reset({ name }),
  })
}

/** A new password, typed twice. */
export const passwordForm = z
  .object({ current_password: presentPassword, new_password: newPassword, again: z.string() })
  .refine((values) => values.new_password === values.again, { path: ['again'], error: 'is not the same' })
export type PasswordForm = z.infer<typeof passwordForm>
export const passwordFields = ['current_password', 'new_password', 'again']

/** Changes one's password; every other session ends. */
export function useChangePassword(form: UseFormReturn<PasswordForm>) {
  return useSave({
    send: ({ again: _, ...body }: PasswordForm) => api('/smm/me/password', endedSessions, { method: 'POST', body }),
    errors: { form, fields: passwordFields, fieldOfCode: { proof_refused: 'current_password' } },
    stale: [['me'], ['sessions']],
    saved: ({ ended }) =>
      ended > 0 ? `Password changed; ${plural(ended, 'other session')} ended` : 'Your password was changed',
    onSaved: () => form.reset(),
  })
}

/** Where one is signed in. */
export function useSessions() {
  return useQuery(
    queryOptions({
      queryKey: ['sessions', 'list'],
      queryFn: async ({ signal }) => (await api('/smm/me/sessions', sessionList, { signal })).items,
    }),
  )
}

/** Ends one session, or without an id all but the present one. */
export function useEndSessions() {
  return useSave({
    send: (id: string | null) =>
      api(id === null ? '/smm/me/sessions' : `/smm/me/sessions/${id}`, endedSessions, { method: 'DELETE' }),
    stale: [['sessions']],
    saved: ({ ended }) => `${plural(ended, 'session')} ended`,
  })
}

export const passwordProof = z.object({ password: presentPassword })
export type PasswordProof = z.infer<typeof passwordProof>

/** Begins to set up an authenticator app. */
export function useBeginTotp(form: UseFormReturn<PasswordProof>) {
  return useSave({
    send: (body: PasswordProof) => api('/smm/me/totp', totpEnrolment, { method: 'POST', body }),
    errors: { form, fields: ['password'], fieldOfCode: { proof_refused: 'password' } },
  })
}

export const codeForm = z.object({ code: z.string().trim().min(6, 'must have 6 digits') })
export type CodeForm = z.infer<typeof codeForm>

/** Completes the set-up with a first code. */
export function useConfirmTotp(form: UseFormReturn<CodeForm>) {
  return useSave({
    send: (body: CodeForm) => api('/smm/me/totp/confirm', recoveryCodes, { method: 'POST', body }),
    errors: { form, fields: ['code'], fieldOfCode: { proof_refused: 'code' } },
    stale: [['me'], ['members']],
  })
}

/** All that one signs in with; the code is left empty by who has no second factor. */
export const fullProofForm = z.object({ password: presentPassword, code: z.string() })
export type FullProofForm = z.infer<typeof fullProofForm>
export const fullProofFields = ['password', 'code']

/** As the service takes it. */
export function toFullProof({ password, code }: FullProofForm): FullProof {
  return code.trim() === '' ? { password } : { password, code }
}

/** The password, or a code from the app, or a recovery code. */
export const proofForm = z.object({ by: z.enum(['password', 'code']), proof: presentPassword })
export type ProofForm = z.infer<typeof proofForm>

const proofErrors = (form: UseFormReturn<ProofForm>) => ({
  form,
  fields: ['proof'],
  fieldOfCode: { proof_refused: 'proof' },
})

/** Removes the second factor. */
export function useDisableTotp(form: UseFormReturn<ProofForm>, onSaved: () => void) {
  return useSave({
    send: ({ by, proof }: ProofForm) =>
      api('/smm/me/totp/disable', noAnswer, { method: 'POST', body: { [by]: proof } }),
    errors: proofErrors(form),
    stale: [['me'], ['members']],
    saved: 'The second factor was removed',
    onSaved,
  })
}

/** Makes new recovery codes. */
export function useRenewRecoveryCodes(form: UseFormReturn<ProofForm>) {
  return useSave({
    send: ({ by, proof }: ProofForm) =>
      api('/smm/me/totp/recovery-codes', recoveryCodes, { method: 'POST', body: { [by]: proof } }),
    errors: proofErrors(form),
    stale: [['me']],
  })
}
