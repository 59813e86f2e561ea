import { generateAccepted, type GenerateRequest } from '@hg/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ApiError } from '#lib/api.ts'
import { makeIdempotencyKeys } from './idempotency-keys.ts'

/**
 * Sends a request for content. The same request sent again (after a lost connection) carries the same key, so that it is
 * written and paid for once.
 */
export function useCreateJob() {
  const queryClient = useQueryClient()
  const [keyFor] = useState(makeIdempotencyKeys)
  return useMutation({
    mutationFn: (request: GenerateRequest) =>
      api('/cpm/generate', generateAccepted, {
        method: 'POST',
        body: request,
        headers: { 'idempotency-key': keyFor(request) },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] }),
    onError: (error) => {
      // Another version serves than when the form was opened: it asks for what that one takes.
      if (error instanceof ApiError && error.code === 'variables_invalid')
        void queryClient.invalidateQueries({ queryKey: ['prompts', 'needs'] })
    },
  })
}
