import {
  pageQuery,
  prompt,
  promptDiff,
  promptDiffQuery,
  promptSaved,
  promptVersion,
  promptVersionList,
  rollbackPromptRequest,
  savePromptVersionRequest,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { TemplateDeps } from '../templates/deps.ts'
import { rollBackPrompt } from '../templates/rollback.ts'
import { savePromptVersion } from '../templates/save.ts'
import { compareVersions, listVersions, readVersion, refuseVersionChange } from '../templates/versions.ts'

const tags = ['templates']
const params = z.strictObject({ id: uuid })
const versionParams = z.strictObject({ id: uuid, version: z.coerce.number().int().positive() })

/** `GET|POST /templates/:id/versions`, `GET /templates/:id/versions/:version`, `GET /templates/:id/diff`, `POST /templates/:id/rollback`. */
export function templateVersionRoutes(app: Service, deps: TemplateDeps): void {
  app.get(
    '/templates/:id/versions',
    {
      schema: {
        operationId: 'listPromptVersions',
        tags,
        summary: 'A template’s versions, newest first, with who made them and why',
        params,
        querystring: pageQuery,
        response: { 200: promptVersionList },
      },
    },
    (request) => listVersions(deps, request.context, request.params.id, request.query),
  )

  app.post(
    '/templates/:id/versions',
    {
      config: { errors: ['conflict', 'template_invalid'] },
      schema: {
        operationId: 'savePromptVersion',
        tags,
        summary: 'Make a new version of a template',
        description:
          'Based on `base_version`; when there is a later version by now, the 409 carries `current`, `yours` and ' +
          '`differences`. A text that says the same makes no version: `made` is false, with 200. A text with errors is ' +
          'refused. The new version is not in use until it is activated.',
        params,
        body: savePromptVersionRequest,
        response: { 200: promptSaved, 201: promptSaved },
      },
    },
    async (request, reply) => {
      const saved = await savePromptVersion(deps, request.context, request.params.id, request.body)
      if (!saved.made) return reply.code(200).send(saved)
      return reply.code(201).header('location', `/templates/${saved.id}/versions/${saved.latest_version}`).send(saved)
    },
  )

  app.get(
    '/templates/:id/versions/:version',
    {
      schema: {
        operationId: 'getPromptVersion',
        tags,
        summary: 'One version with its text',
        params: versionParams,
        response: { 200: promptVersion },
      },
    },
    (request) => readVersion(deps, request.context, request.params.id, request.params.version),
  )

  for (const method of ['put', 'patch', 'delete'] as const)
    app[method](
      '/templates/:id/versions/:version',
      {
        config: { errors: ['version_immutable'] },
        schema: {
          operationId: `${method}PromptVersion`,
          tags,
          summary: 'Refused: a version never changes',
          description: 'The 409 says how to make a new one.',
          params: versionParams,
          ...(method === 'delete' ? {} : { body: z.unknown() }),
          response: { 204: z.null() },
        },
      },
      (request) => refuseVersionChange(deps, request.context, request.params.id, request.params.version),
    )

  app.get(
    '/templates/:id/diff',
    {
      schema: {
        operationId: 'comparePromptVersions',
        tags,
        summary: 'What differs between two versions: line by line in the texts, value by value in the rest',
        params,
        querystring: promptDiffQuery,
        response: { 200: promptDiff },
      },
    },
    (request) => compareVersions(deps, request.context, request.params.id, request.query),
  )

  app.post(
    '/templates/:id/rollback',
    {
      config: { errors: ['conflict', 'unprocessable', 'template_invalid'] },
      schema: {
        operationId: 'rollBackPrompt',
        tags,
        summary: 'Make a new version that says what an earlier one said',
        description: 'It is not in use until it is activated.',
        params,
        body: rollbackPromptRequest,
        response: { 200: prompt },
      },
    },
    (request) => rollBackPrompt(deps, request.context, request.params.id, request.body),
  )
}
