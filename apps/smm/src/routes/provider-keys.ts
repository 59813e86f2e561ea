import { effectiveProviderKey, llmProvider, providerKeyList, saveProviderKeyRequest, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ProviderKeyDeps } from '../provider-keys/deps.ts'
import { listEffectiveKeys } from '../provider-keys/list.ts'
import { removeOwnKey } from '../provider-keys/remove.ts'
import { saveProviderKey } from '../provider-keys/save.ts'

const params = z.strictObject({ id: uuid })
const keyParams = z.strictObject({ id: uuid, provider: llmProvider })
const tags = ['keys']

/** `/clients/:id/provider-keys`: list, save, remove. */
export function providerKeyRoutes(app: Service, deps: ProviderKeyDeps): void {
  app.get(
    '/clients/:id/provider-keys',
    {
      schema: {
        operationId: 'listProviderKeys',
        tags,
        summary: 'Which key serves each provider for a client, and where it comes from',
        description: 'The nearest key wins: the client’s own, one from above, or the platform’s. Keys are never shown.',
        params,
        response: { 200: providerKeyList },
      },
    },
    (request) => listEffectiveKeys(deps, request.context, request.params.id),
  )
  app.put(
    '/clients/:id/provider-keys/:provider',
    {
      config: { errors: ['provider_key_refused', 'provider_unreachable', 'conflict'] },
      schema: {
        operationId: 'saveProviderKey',
        tags,
        summary: 'Save a client’s own key to a provider, in the place of the one it had',
        description:
          'The key is tested by listing the provider’s models; `skip_test` saves it as it is, marked as untested. It is ' +
          'used for the jobs of the client and of everything below it within 5 s.',
        params: keyParams,
        body: saveProviderKeyRequest,
        response: { 200: effectiveProviderKey },
      },
    },
    ({ context, params: { id, provider }, body }) =>
      saveProviderKey(deps, context, { client_id: id, provider, ...body }),
  )
  app.delete(
    '/clients/:id/provider-keys/:provider',
    {
      schema: {
        operationId: 'removeProviderKey',
        tags,
        summary: 'Remove a client’s own key to a provider',
        description: 'Answers with what serves the provider now. No new call is made with the key after 5 s.',
        params: keyParams,
        response: { 200: effectiveProviderKey },
      },
    },
    ({ context, params: { id, provider } }) => removeOwnKey(deps, context, { client_id: id, provider }),
  )
}
