import { type Client, emailAddress, role, type Role, sentInvite, type SentInvite } from '@hg/contracts'
import { z } from 'zod'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

export const inviteForm = z.object({
  emails: z.array(emailAddress).min(1, 'Enter an e-mail address').max(20),
  role,
})
export type InviteForm = z.infer<typeof inviteForm>

/** What came of one address. */
export type InviteResult = { email: string } & ({ sent: SentInvite } | { error: Error })

const stale = [['invites']]

/** Invites several people, each on their own: what fails for one leaves the others be. */
export function useSendInvites(client: Client) {
  return useSave({
    send: async ({ emails, role: offered }: InviteForm): Promise<InviteResult[]> => {
      const results: InviteResult[] = []
      for (const email of emails) results.push(await send(client, email, offered))
      return results
    },
    stale,
  })
}

async function send(client: Client, email: string, offered: Role): Promise<InviteResult> {
  try {
    const body = { email, role: offered }
    return { email, sent: await api(`/smm/clients/${client.id}/invites`, sentInvite, { method: 'POST', body }) }
  } catch (error) {
    return { email, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** Sends an invite again, with a new link. */
export function useResendInvite(client: Client, onSaved: (sent: SentInvite) => void) {
  return useSave({
    send: (id: string) => api(`/smm/clients/${client.id}/invites/${id}/resend`, sentInvite, { method: 'POST' }),
    stale,
    failed: 'The invite was not sent again',
    onSaved,
  })
}

/** Takes an invite back. */
export function useRevokeInvite(client: Client) {
  return useSave({
    send: (id: string) => api(`/smm/clients/${client.id}/invites/${id}`, noAnswer, { method: 'DELETE' }),
    stale,
    saved: 'The invite was revoked: its link works no more',
  })
}
