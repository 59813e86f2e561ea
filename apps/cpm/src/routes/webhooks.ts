import {
  changeWebhookRequest,
  createWebhookRequest,
  issuedWebhook,
  page,
  pageQuery,
  uuid,
  webhook,
  webhookDelivery,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { changeWebhook } from '../webhooks/change.ts'
import { createWebhook } from '../webhooks/create.ts'
import { deliverAgain, listWebhookDeliveries, sendTest } from '../webhooks/deliveries.ts'
import { listClientWebhooks, readWebhook } from '../webhooks/list.ts'
import { removeWebhook } from '../webhooks/remove.ts'
import { rotateSecret } from '../webhooks/rotate-secret.ts'

const params = z.strictObject({ id: uuid })
const deliveryParams = z.strictObject({ id: uuid, delivery_id: uuid })
const tags = ['webhooks']
const scope = 'content:write' as const

/** `/webhooks`: made, changed, tested, and what was delivered. */
export function webhookRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/webhooks',
    {
      config: { scope, errors: ['not_found'] },
      schema: {
        operationId: 'listWebhooks',
        tags,
        summary: 'The webhooks of a client',
        querystring: z.strictObject({ client_id: uuid }),
        response: { 200: page(webhook) },
      },
    },
    (request) => listClientWebhooks(deps, request.context, request.query.client_id),
  )
  app.post(
    '/webhooks',
    {
      config: { scope, errors: ['not_found', 'unprocessable'] },
      schema: {
        operationId: 'createWebhook',
        tags,
        summary: 'Be told of the jobs, batches and budgets of a client and of everything below it',
        description:
          'Deliveries follow [Standard Webhooks](https://www.standardwebhooks.com): verify `webhook-signature` with the ' +
          'secret, which is told this once, and tell repetitions by `webhook-id`. Answer with any 2xx within 10 s; else it is ' +
          'tried again for three days.',
        body: createWebhookRequest,
        response: { 201: issuedWebhook },
      },
    },
    async (request, reply) => {
      const issued = await createWebhook(deps, request.context, request.body)
      return reply.code(201).header('location', `/webhooks/${issued.webhook.id}`).send(issued)
    },
  )
  app.get(
    '/webhooks/:id',
    {
      config: { scope },
      schema: { operationId: 'getWebhook', tags, summary: 'One webhook', params, response: { 200: webhook } },
    },
    (request) => readWebhook(deps, request.context, request.params.id),
  )
  app.patch(
    '/webhooks/:id',
    {
      config: { scope },
      schema: {
        operationId: 'changeWebhook',
        tags,
        summary: 'Change a webhook, or switch it on or off',
        description: 'Switched off, it is told nothing, and what was on its way ends as failed.',
        params,
        body: changeWebhookRequest,
        response: { 200: webhook },
      },
    },
    (request) => changeWebhook(deps, request.context, { id: request.params.id, ...request.body }),
  )
  app.delete(
    '/webhooks/:id',
    {
      config: { scope },
      schema: {
        operationId: 'removeWebhook',
        tags,
        summary: 'Remove a webhook for good, with the record of its deliveries',
        params,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await removeWebhook(deps, request.context, request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/webhooks/:id/rotate-secret',
    {
      config: { scope },
      schema: {
        operationId: 'rotateWebhookSecret',
        tags,
        summary: 'Put a new secret in place of a webhook’s',
        description: 'For 24 hours deliveries are signed with both. The new one is told this once.',
        params,
        response: { 200: issuedWebhook },
      },
    },
    (request) => rotateSecret(deps, request.context, request.params.id),
  )
  app.post(
    '/webhooks/:id/test',
    {
      config: { scope },
      schema: {
        operationId: 'testWebhook',
        tags,
        summary: 'Send a test to a webhook',
        params,
        response: { 202: webhookDelivery },
      },
    },
    async (request, reply) => reply.code(202).send(await sendTest(deps, request.context, request.params.id)),
  )
  app.get(
    '/webhooks/:id/deliveries',
    {
      config: { scope },
      schema: {
        operationId: 'listWebhookDeliveries',
        tags,
        summary: 'What was delivered in the last 30 days, newest first, with every try',
        params,
        querystring: pageQuery.extend({ status: webhookDelivery.shape.status.optional() }),
        response: { 200: page(webhookDelivery) },
      },
    },
    (request) => listWebhookDeliveries(deps, request.context, { id: request.params.id, ...request.query }),
  )
  app.post(
    '/webhooks/:id/deliveries/:delivery_id/redeliver',
    {
      config: { scope, errors: ['conflict', 'unprocessable'] },
      schema: {
        operationId: 'redeliver',
        tags,
        summary: 'Send an ended delivery again, under the same message id',
        params: deliveryParams,
        response: { 202: webhookDelivery },
      },
    },
    async (request, reply) => reply.code(202).send(await deliverAgain(deps, request.context, request.params)),
  )
}
