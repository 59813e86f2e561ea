import {
  changePromptLabelRule,
  movablePromptLabel,
  movePromptLabelRequest,
  pageQuery,
  prompt,
  promptLabelRules,
  promptMoveList,
  removePromptLabelQuery,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { TemplateDeps } from '../templates/deps.ts'
import { changeLabelRule, listLabelRules } from '../templates/label-rules.ts'
import { moveLabel, removeLabel } from '../templates/labels.ts'
import { listMoves } from '../templates/moves.ts'

const tags = ['templates']
const labelParams = z.strictObject({ id: uuid, label: movablePromptLabel })

/** `PUT|DELETE /templates/:id/labels/:label`, `GET /templates/:id/moves`, `GET /clients/:id/prompt-labels`, `PUT /clients/:id/prompt-labels/:label`. */
export function templateLabelRoutes(app: Service, deps: TemplateDeps): void {
  app.put(
    '/templates/:id/labels/:label',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'movePromptLabel',
        tags,
        summary: 'Point a label at a version',
        description: 'Protected labels need the role admin. `production` is moved by activating.',
        params: labelParams,
        body: movePromptLabelRequest,
        response: { 200: prompt },
      },
    },
    ({ context, params, body }) => moveLabel(deps, context, params.id, params.label, body),
  )

  app.delete(
    '/templates/:id/labels/:label',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'removePromptLabel',
        tags,
        summary: 'Take a label away from a template',
        params: labelParams,
        querystring: removePromptLabelQuery,
        response: { 200: prompt },
      },
    },
    ({ context, params, query }) => removeLabel(deps, context, params.id, params.label, query.base),
  )

  app.get(
    '/templates/:id/moves',
    {
      schema: {
        operationId: 'listPromptMoves',
        tags,
        summary: 'When the labels of a template were moved and by whom, newest first',
        description: 'With `production`, which is moved by bringing versions into use.',
        params: z.strictObject({ id: uuid }),
        querystring: pageQuery,
        response: { 200: promptMoveList },
      },
    },
    ({ context, params, query }) => listMoves(deps, context, params.id, query),
  )

  app.get(
    '/clients/:id/prompt-labels',
    {
      schema: {
        operationId: 'listPromptLabels',
        tags,
        summary: 'The labels of a client’s templates, and which of them are protected',
        params: z.strictObject({ id: uuid }),
        response: { 200: promptLabelRules },
      },
    },
    ({ context, params }) => listLabelRules(deps, context, params.id),
  )

  app.put(
    '/clients/:id/prompt-labels/:label',
    {
      schema: {
        operationId: 'changePromptLabelRule',
        tags,
        summary: 'Protect a label at a client, or let members move it',
        params: labelParams,
        body: changePromptLabelRule,
        response: { 200: promptLabelRules },
      },
    },
    ({ context, params, body }) => changeLabelRule(deps, context, params.id, params.label, body.protected),
  )
}
