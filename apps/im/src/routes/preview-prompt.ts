import { previewPromptRequest, promptPreview } from '@hg/contracts'
import type { Service } from '@hg/http'
import { type PreviewDeps, previewPrompt } from '../previews/preview.ts'

/** `POST /templates/preview`. */
export function previewPromptRoute(app: Service, deps: PreviewDeps): void {
  app.post(
    '/templates/preview',
    {
      config: { errors: ['not_found', 'unprocessable', 'variables_invalid'] },
      schema: {
        operationId: 'previewPrompt',
        tags: ['templates'],
        summary: 'The prompt that a text or a stored version makes, without calling a provider',
        description:
          'For a piece as it was asked for, for a sample, or for typed values. With its tokens, what was done to make it fit, what a ' +
          'piece would cost by each model, and what is to be said of the text. A text that cannot be rendered has no prompt, and its ' +
          'findings say at which line and column. For who may read the template.',
        body: previewPromptRequest,
        response: { 200: promptPreview },
      },
    },
    (request) => previewPrompt(deps, request.context, request.body),
  )
}
