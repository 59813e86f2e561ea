import { type Client, member, type Member, type Role, takenSecondFactor } from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { fullProofFields, type FullProofForm, toFullProof } from '#features/account/account-forms.ts'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { aRole } from './role-choices.ts'

/** Everything that shows who has which role; one's own may be among them. */
const stale = [['members'], ['me'], ['clients']]

/** Gives members of a client other roles. */
export function useChangeRole(client: Client) {
  return useSave({
    send: ({ userId, role }: { userId: string; role: Role }) =>
      api(`/smm/clients/${client.id}/members/${userId}`, member, { method: 'PATCH', body: { role } }),
    stale,
    saved: ({ name, role }) => `${name} is ${aRole[role]} now`,
    failed: 'The role was not changed',
  })
}

/** Takes members of a client out, oneself included. */
export function useRemoveMember(client: Client) {
  return useSave({
    send: async (who: Pick<Member, 'user_id' | 'name'>) => {
      await api(`/smm/clients/${client.id}/members/${who.user_id}`, noAnswer, { method: 'DELETE' })
      return who
    },
    stale,
    saved: ({ name }) => `${name} has no role on ${client.name} itself any more`,
  })
}

/** Takes the second factor of somebody away who lost it. */
export function useTakeSecondFactor(who: Member, form: UseFormReturn<FullProofForm>, onSaved: () => void) {
  return useSave({
    send: (proof: FullProofForm) =>
      api(`/smm/people/${who.user_id}/second-factor/take`, takenSecondFactor, {
        method: 'POST',
        body: toFullProof(proof),
      }),
    errors: { form, fields: fullProofFields },
    stale: [['members']],
    saved: ({ name }) => `${name} signs in without a second factor now, and was told by mail`,
    onSaved,
  })
}
