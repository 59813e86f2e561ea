import {
  activatePromptRequest,
  changePromptRequest,
  copyPromptRequest,
  createPromptRequest,
  deactivatePromptRequest,
  prompt,
  promptList,
  promptListQuery,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { activatePrompt, deactivatePrompt } from '../templates/activate.ts'
import { changeTemplate } from '../templates/change.ts'
import { copyPrompt } from '../templates/copy.ts'
import { createPrompt } from '../templates/create.ts'
import type { TemplateDeps } from '../templates/deps.ts'
import { readPrompt } from '../templates/get.ts'
import { listClientPrompts } from '../templates/list.ts'

const tags = ['templates']
const params = z.strictObject({ id: uuid })

/** `GET|POST /clients/:id/prompts`, `GET|PATCH /templates/:id`, `POST /templates/:id/copy|activate|deactivate`. */
export function templateRoutes(app: Service, deps: TemplateDeps): void {
  app.get(
    '/clients/:id/prompts',
    {
      schema: {
        operationId: 'listPrompts',
        tags,
        summary: 'A client’s templates, those that it inherits, and who provides what',
        description:
          'Inherited ones come first, from the root down, marked `inherited`; of those only what serves is told. ' +
          '`providers` names the template that serves each content type.',
        params,
        querystring: promptListQuery,
        response: { 200: promptList },
      },
    },
    (request) => listClientPrompts(deps, request.context, request.params.id, request.query),
  )

  app.post(
    '/clients/:id/prompts',
    {
      config: { errors: ['conflict', 'template_invalid'] },
      schema: {
        operationId: 'createPrompt',
        tags,
        summary: 'Add a template, or a partial, to a client',
        description:
          'A draft unless `is_active`, which needs the role admin. Where another one is in use for the content type, ' +
          '`replaces` must name it. A text with errors is refused, with line and column.',
        params,
        body: createPromptRequest,
        response: { 201: prompt },
      },
    },
    async (request, reply) => {
      const created = await createPrompt(deps, request.context, request.params.id, request.body)
      return reply.code(201).header('location', `/templates/${created.id}`).send(created)
    },
  )

  app.get(
    '/templates/:id',
    {
      schema: {
        operationId: 'getPrompt',
        tags,
        summary: 'A template: its latest version, the one in use, labels, partials and findings',
        params,
        response: { 200: prompt },
      },
    },
    (request) => readPrompt(deps, request.context, request.params.id),
  )

  app.patch(
    '/templates/:id',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        operationId: 'changePrompt',
        tags,
        summary: 'Rename a template, or let those below its client read it',
        description:
          'Makes no version. With `open_below` people of clients below read all versions, their labels and the partials that ' +
          'the latest and the one in use render, and may copy them; without it they see what serves them and no text. ' +
          'Templates are not deleted: pieces name the version that they were made by.',
        params,
        body: changePromptRequest,
        response: { 200: prompt },
      },
    },
    (request) => changeTemplate(deps, request.context, request.params.id, request.body),
  )

  app.post(
    '/templates/:id/copy',
    {
      config: { errors: ['conflict', 'template_invalid', 'unprocessable'] },
      schema: {
        operationId: 'copyPrompt',
        tags,
        summary: 'Make a template of a client’s own from one that can be read',
        description:
          'For the template’s client or one below it: a draft whose version 1 says what the named version says, or else the one ' +
          'in use. Partials that the client lacks come along and into use, which needs the role admin.',
        params,
        body: copyPromptRequest,
        response: { 201: prompt },
      },
    },
    async (request, reply) => {
      const made = await copyPrompt(deps, request.context, request.params.id, request.body)
      return reply.code(201).header('location', `/templates/${made.id}`).send(made)
    },
  )

  app.post(
    '/templates/:id/activate',
    {
      config: { errors: ['conflict', 'template_invalid'] },
      schema: {
        operationId: 'activatePrompt',
        tags,
        summary: 'Bring a version into use',
        description:
          'Moves the label `production`. `base` is the version that was seen in use; where another template is in use for ' +
          'the content type, `replaces` must name it. A version with errors is refused, and so is a partial by which ' +
          'templates in use would break.',
        params,
        body: activatePromptRequest,
        response: { 200: prompt },
      },
    },
    (request) => activatePrompt(deps, request.context, request.params.id, request.body),
  )

  app.post(
    '/templates/:id/deactivate',
    {
      config: { errors: ['conflict', 'template_invalid'] },
      schema: {
        operationId: 'deactivatePrompt',
        tags,
        summary: 'Take a template out of use',
        description: 'What it served is served by the next template above, should there be one.',
        params,
        body: deactivatePromptRequest,
        response: { 200: prompt },
      },
    },
    (request) => deactivatePrompt(deps, request.context, request.params.id, request.body),
  )
}
