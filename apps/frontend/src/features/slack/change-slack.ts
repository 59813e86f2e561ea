import { type Client, putSlackRequest, type PutSlackRequest, slackSettings, slackTest } from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

const stale = [['slack']]
const address = z.url({
  protocol: /^https?$/,
  error: 'must be a web address, such as https://hooks.slack.com/services/…',
})

/** The form of a channel. A known one keeps its address when the field is left empty. */
export const slackForm = (isKnown: boolean) =>
  putSlackRequest.extend({ url: isKnown ? z.union([z.literal(''), address]) : address })
export type SlackForm = Omit<PutSlackRequest, 'url'> & { url: string }
export const slackFields = Object.keys(putSlackRequest.shape)

/** Sets up or changes a client's channel. */
export function useSaveSlack(client: Client, form: UseFormReturn<SlackForm>) {
  return useSave({
    send: ({ url, ...rest }: SlackForm) =>
      api(pathOf(client), slackSettings, { method: 'PUT', body: url === '' ? rest : { url, ...rest } }),
    errors: { form, fields: slackFields },
    stale,
    saved: 'The channel was saved',
    onSaved: (_, values) => form.reset({ ...values, url: '' }),
  })
}

/** Posts a test, and says what came of it. */
export function useTestSlack(client: Client) {
  return useSave({
    send: () => api(`${pathOf(client)}/test`, slackTest, { method: 'POST' }),
    stale,
    failed: 'The test was not sent',
    onSaved({ arrived, error }) {
      if (arrived) toast.success('Slack took the test')
      else toast.error('The test did not arrive', { description: error ?? undefined })
    },
  })
}

/** Removes a client's channel, with what waits for it. */
export function useRemoveSlack(client: Client) {
  return useSave({
    send: () => api(pathOf(client), noAnswer, { method: 'DELETE' }),
    stale,
    saved: 'The channel was removed',
  })
}

function pathOf({ id }: Client): string {
  return `/cpm/clients/${id}/slack`
}
