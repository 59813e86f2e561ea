import { suggestionPrompt, suggestionPromptRequest, suggestionReading, suggestionReadingRequest } from '@hg/contracts'
import type { Database } from '@hg/db'
import type { Service } from '@hg/http'
import { makeSuggestionPrompt, readSuggestionAnswer } from '../suggestions/suggest.ts'

const tags = ['suggestions']

/** `POST /suggestion-prompt` and `POST /suggestion-reading`: what content production asks around the call of a model. */
export function suggestionRoutes(app: Service, deps: { db: Database }): void {
  app.post(
    '/suggestion-prompt',
    {
      config: { errors: ['not_found'] },
      schema: {
        operationId: 'makeSuggestionPrompt',
        tags,
        summary: 'What a model is asked for a tighter version',
        description: 'Calls no model and stores nothing: whoever wants a suggestion asks content production.',
        body: suggestionPromptRequest,
        response: { 200: suggestionPrompt },
      },
    },
    (request) => makeSuggestionPrompt(deps, request.context, request.body),
  )
  app.post(
    '/suggestion-reading',
    {
      config: { errors: ['not_found'] },
      schema: {
        operationId: 'readSuggestionAnswer',
        tags,
        summary: 'What a model answered, and whether it can stand in the version’s place',
        description:
          'It must be readable and renderable, take what the version takes, have no fault that the version has not, and be shorter.',
        body: suggestionReadingRequest,
        response: { 200: suggestionReading },
      },
    },
    (request) => readSuggestionAnswer(deps, request.context, request.body),
  )
}
