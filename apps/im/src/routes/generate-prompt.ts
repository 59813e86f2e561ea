import { generatePromptRequest, generatePromptResponse } from '@hg/contracts'
import type { Service } from '@hg/http'
import { generatePrompt, type PromptDeps } from '../prompts/generate.ts'

/** `POST /generate-prompt`. */
export function generatePromptRoute(app: Service, deps: PromptDeps): void {
  app.post(
    '/generate-prompt',
    {
      config: {
        errors: ['not_found', 'template_missing', 'variables_invalid', 'unknown_variable', 'template_invalid'],
      },
      schema: {
        operationId: 'generatePrompt',
        tags: ['prompts'],
        summary: 'Render the prompt for one piece of content',
        description:
          'The template is the nearest one up the client tree, its content type before `any`. The effective strategy ' +
          'comes with the request: this service never asks for it.',
        body: generatePromptRequest,
        response: { 200: generatePromptResponse },
      },
    },
    async (request) => generatePrompt(deps, request.context, request.body),
  )
}
