import { acceptedInvite, type AcceptInviteRequest, inviteOffer, newPassword, personName } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { askToSignIn } from '#features/account/sign-in.ts'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

/** What a link invites to. */
export function useOffer(token: string) {
  return useQuery({
    queryKey: ['invites', 'offer', token],
    queryFn: () => api('/smm/invites/lookup', inviteOffer, { method: 'POST', body: { token } }),
    staleTime: Infinity,
  })
}

const accept = (body: AcceptInviteRequest) => api('/smm/invites/accept', acceptedInvite, { method: 'POST', body })

/** Where whoever has joined goes on: with a full load, since what they may see is new. */
const goTo = (path: string) => window.location.assign(path)

/** Accepts as whoever is signed in. */
export function useJoin(token: string) {
  return useSave({
    send: (_: null) => accept({ token }),
    onSaved: ({ client_slug }) => goTo(`/clients/${client_slug}`),
  })
}

export const accountForm = z.object({ name: personName, password: newPassword })
export type AccountForm = z.infer<typeof accountForm>
export const accountFields = ['account.name', 'account.password']

/** Accepts as a new person, and signs them in. */
export function useRegister(token: string, email: string, form: UseFormReturn<{ account: AccountForm }>) {
  return useSave({
    send: async ({ account }: { account: AccountForm }) => {
      const joined = await accept({ token, account })
      const { outcome } = await askToSignIn({ email, password: account.password })
      return { ...joined, isSignedIn: outcome === 'signed_in' }
    },
    errors: { form, fields: accountFields },
    onSaved: ({ client_slug, isSignedIn }) => goTo(isSignedIn ? `/clients/${client_slug}` : '/sign-in'),
  })
}
