import { putSlackRequest, slackSettings, slackTest, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { getSlack, putSlack, removeSlack } from '../notifications/slack-settings.ts'
import { testSlack } from '../notifications/test-slack.ts'

const params = z.strictObject({ id: uuid })
const tags = ['notifications']

/** `/clients/:id/slack`: where a client is told in Slack. For its admins, not for API keys. */
export function slackRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/clients/:id/slack',
    {
      schema: {
        operationId: 'getSlack',
        tags,
        summary: 'A client’s channel in Slack, without its address',
        params,
        response: { 200: slackSettings },
      },
    },
    (request) => getSlack(deps, request.context, request.params.id),
  )
  app.put(
    '/clients/:id/slack',
    {
      schema: {
        operationId: 'putSlack',
        tags,
        summary: 'Be told of a client and of everything below it in Slack',
        description:
          'The address of an incoming webhook of Slack, or of whatever takes what these take. Never shown again.',
        params,
        body: putSlackRequest,
        response: { 200: slackSettings },
      },
    },
    (request) => putSlack(deps, request.context, { id: request.params.id, ...request.body }),
  )
  app.delete(
    '/clients/:id/slack',
    {
      schema: {
        operationId: 'removeSlack',
        tags,
        summary: 'Remove a client’s channel in Slack',
        params,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await removeSlack(deps, request.context, request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/clients/:id/slack/test',
    {
      schema: {
        operationId: 'testSlack',
        tags,
        summary: 'Post a test into a client’s channel in Slack, and say whether it arrived',
        params,
        response: { 200: slackTest },
      },
    },
    (request) => testSlack(deps, request.context, request.params.id),
  )
}
