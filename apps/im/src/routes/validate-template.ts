import { promptValidation, validatePromptRequest } from '@hg/contracts'
import type { Database } from '@hg/db'
import type { Service } from '@hg/http'
import { validateText } from '../validation/validate-text.ts'

/** `POST /templates/validate`. */
export function validateTemplateRoute(app: Service, deps: { db: Database }): void {
  app.post(
    '/templates/validate',
    {
      config: { errors: ['not_found'] },
      schema: {
        operationId: 'validatePrompt',
        tags: ['templates'],
        summary: 'Say what is wrong with a text before it is saved',
        description:
          'Errors keep a text from being saved and from coming into use; warnings do not. Held against the client’s partials, its ' +
          'strategy and the catalogue as they are now. `size` tells tokens and cost at an invented request that says something ' +
          'of everything. Stores nothing.',
        body: validatePromptRequest,
        response: { 200: promptValidation },
      },
    },
    (request) => validateText(deps, request.context, request.body),
  )
}
