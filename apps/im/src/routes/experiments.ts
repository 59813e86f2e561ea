import {
  changeExperimentRequest,
  createExperimentRequest,
  experiment,
  experimentList,
  experimentListQuery,
  experimentPlan,
  experimentResults,
  planExperimentRequest,
  promoteExperimentRequest,
  startExperimentRequest,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { changeExperiment } from '../experiments/change.ts'
import { createExperiment } from '../experiments/create.ts'
import type { ExperimentDeps } from '../experiments/deps.ts'
import { readExperiment, readResults } from '../experiments/get.ts'
import { listClientExperiments } from '../experiments/list.ts'
import { planExperiment } from '../experiments/plan.ts'
import { promoteExperiment } from '../experiments/promote.ts'
import { removeExperiment } from '../experiments/remove.ts'
import { startExperiment } from '../experiments/start.ts'
import { stopExperiment } from '../experiments/stop.ts'

/** Every route names one thing, and most answer with an experiment. */
const named = { tags: ['experiments'], params: z.strictObject({ id: uuid }) }
const answered = { ...named, response: { 200: experiment } }

/** `/clients/:id/experiments`, `/experiments/:id` and what is done with one. */
export function experimentRoutes(app: Service, deps: ExperimentDeps): void {
  app.get(
    '/clients/:id/experiments',
    {
      schema: {
        ...named,
        operationId: 'listExperiments',
        summary: 'The experiments of a client and of those below it',
        querystring: experimentListQuery,
        response: { 200: experimentList },
      },
    },
    ({ context, params, query }) => listClientExperiments(deps, context, params.id, query),
  )

  app.post(
    '/clients/:id/experiments',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        ...named,
        operationId: 'createExperiment',
        summary: 'Draft an experiment: versions of one template, for a client and those below it',
        body: createExperimentRequest,
        response: { 201: experiment },
      },
    },
    async ({ context, params, body }, reply) =>
      reply.code(201).send(await createExperiment(deps, context, params.id, body)),
  )

  app.post(
    '/clients/:id/experiments/plan',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        ...named,
        operationId: 'planExperiment',
        summary: 'How many jobs an experiment would need, and how many days; writes nothing',
        body: planExperimentRequest,
        response: { 200: experimentPlan },
      },
    },
    ({ context, params, body }) => planExperiment(deps, context, params.id, body),
  )

  app.get(
    '/experiments/:id',
    { schema: { ...answered, operationId: 'getExperiment', summary: 'One experiment' } },
    ({ context, params }) => readExperiment(deps, context, params.id),
  )

  app.put(
    '/experiments/:id',
    {
      config: { errors: ['conflict', 'unprocessable'] },
      schema: {
        ...answered,
        operationId: 'changeExperiment',
        summary: 'Write a draft anew',
        body: changeExperimentRequest,
      },
    },
    ({ context, params, body }) => changeExperiment(deps, context, params.id, body),
  )

  app.delete(
    '/experiments/:id',
    {
      config: { errors: ['conflict'] },
      schema: {
        ...named,
        operationId: 'deleteExperiment',
        summary: 'Delete a draft; what was started stays',
        response: { 204: z.null() },
      },
    },
    async ({ context, params }, reply) => {
      await removeExperiment(deps, context, params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/experiments/:id/start',
    {
      config: { errors: ['conflict', 'unprocessable', 'template_invalid'] },
      schema: {
        ...answered,
        operationId: 'startExperiment',
        summary: 'Start it: jobs are given its variants from now on, and nothing of it changes any more',
        body: startExperimentRequest,
      },
    },
    ({ context, params, body }) => startExperiment(deps, context, params.id, body),
  )

  app.post(
    '/experiments/:id/stop',
    {
      config: { errors: ['conflict'] },
      schema: {
        ...answered,
        operationId: 'stopExperiment',
        summary: 'Stop it: every job is given the version in use again, and what is known now is kept',
      },
    },
    ({ context, params }) => stopExperiment(deps, context, params.id),
  )

  app.post(
    '/experiments/:id/promote',
    {
      config: { errors: ['conflict', 'unprocessable', 'template_invalid'] },
      schema: {
        ...answered,
        operationId: 'promoteExperiment',
        summary:
          'Bring a variant’s version into use, if its guardrails are kept; needs the role admin at the template’s client',
        body: promoteExperimentRequest,
      },
    },
    ({ context, params, body }) => promoteExperiment(deps, context, params.id, body),
  )

  app.get(
    '/experiments/:id/results',
    {
      schema: {
        ...named,
        operationId: 'getExperimentResults',
        summary:
          'What its jobs say as of now, by intervals that hold however often one looks; what was known when it ended',
        response: { 200: experimentResults },
      },
    },
    ({ context, params }) => readResults(deps, context, params.id),
  )
}
