import {
  contentTemplate,
  contentTemplateInput,
  contentTemplateList,
  contentTemplateQuery,
  contentTemplateUpdate,
  contentTemplateVersions,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { setTemplateArchived } from '../content-templates/archive.ts'
import { createTemplate } from '../content-templates/create.ts'
import { listTemplateVersions, readTemplate } from '../content-templates/get.ts'
import { listTemplates } from '../content-templates/list.ts'
import { changeTemplate } from '../content-templates/update.ts'
import type { SmmDeps } from '../deps.ts'

const tags = ['content templates']
const ofClient = z.strictObject({ id: uuid })
const ofTemplate = z.strictObject({ id: uuid, templateId: uuid })

/** `/clients/:id/content-templates` and what stands below it. */
export function contentTemplateRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/content-templates',
    {
      schema: {
        operationId: 'listContentTemplates',
        tags,
        summary: 'The content templates that a client may use',
        description:
          'Its own and those of the clients above it, by name, each with where it is from. Of the same name the ' +
          'nearest one stands; the others are marked as overridden.',
        params: ofClient,
        querystring: contentTemplateQuery,
        response: { 200: contentTemplateList },
      },
    },
    (request) => listTemplates(deps, request.context, request.params.id, request.query),
  )

  app.post(
    '/clients/:id/content-templates',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'createContentTemplate',
        tags,
        summary: 'Add a content template',
        params: ofClient,
        body: contentTemplateInput,
        response: { 201: contentTemplate },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const created = await createTemplate(deps, request.context, id, request.body)
      return reply.code(201).header('location', `/clients/${id}/content-templates/${created.id}`).send(created)
    },
  )

  app.get(
    '/clients/:id/content-templates/:templateId',
    {
      schema: {
        operationId: 'getContentTemplate',
        tags,
        summary: 'One content template that a client may use',
        params: ofTemplate,
        response: { 200: contentTemplate },
      },
    },
    (request) => readTemplate(deps, request.context, request.params),
  )

  app.put(
    '/clients/:id/content-templates/:templateId',
    {
      config: { errors: ['conflict', 'unprocessable'] },
      schema: {
        operationId: 'updateContentTemplate',
        tags,
        summary: 'Write a content template anew, as its next version',
        description: 'When it is at another version than `base_version`, the answer is 409 with both texts.',
        params: ofTemplate,
        body: contentTemplateUpdate,
        response: { 200: contentTemplate },
      },
    },
    (request) => changeTemplate(deps, request.context, request.params, request.body),
  )

  app.get(
    '/clients/:id/content-templates/:templateId/versions',
    {
      schema: {
        operationId: 'listContentTemplateVersions',
        tags,
        summary: 'The versions of a content template, the newest first',
        params: ofTemplate,
        response: { 200: contentTemplateVersions },
      },
    },
    (request) => listTemplateVersions(deps, request.context, request.params),
  )

  for (const [verb, archive] of [
    ['archive', true],
    ['restore', false],
  ] as const) {
    app.post(
      `/clients/:id/content-templates/:templateId/${verb}`,
      {
        config: { errors: ['conflict', 'unprocessable'] },
        schema: {
          operationId: `${verb}ContentTemplate`,
          tags,
          summary: archive ? 'Take a content template out of use' : 'Take a content template back into use',
          params: ofTemplate,
          response: { 200: contentTemplate },
        },
      },
      (request) => setTemplateArchived(deps, request.context, request.params, archive),
    )
  }
}
