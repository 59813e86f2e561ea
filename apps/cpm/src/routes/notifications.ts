import {
  notificationPage,
  notificationPreferences,
  notificationsQuery,
  putNotificationPreferencesRequest,
  readNotificationsRequest,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { listOwnNotifications, readNotifications } from '../notifications/list.ts'
import { getPreferences, putPreferences } from '../notifications/preferences.ts'

const tags = ['notifications']

/** `/notifications`: what the acting person was told, and how they want to be told. Not for API keys. */
export function notificationRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/notifications',
    {
      schema: {
        operationId: 'listNotifications',
        tags,
        summary: 'What one was told in the last 90 days, newest first',
        querystring: notificationsQuery,
        response: { 200: notificationPage },
      },
    },
    (request) => listOwnNotifications(deps, request.context, request.query),
  )
  app.post(
    '/notifications/read',
    {
      schema: {
        operationId: 'readNotifications',
        tags,
        summary: 'Mark as read: some, or all up to one',
        body: readNotificationsRequest,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await readNotifications(deps, request.context, request.body)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/notifications/preferences',
    {
      schema: {
        operationId: 'getNotificationPreferences',
        tags,
        summary: 'Of what one is told, and how',
        response: { 200: notificationPreferences },
      },
    },
    (request) => getPreferences(deps, request.context),
  )
  app.put(
    '/notifications/preferences',
    {
      schema: {
        operationId: 'putNotificationPreferences',
        tags,
        summary: 'Say of what one wants to be told, and how',
        body: putNotificationPreferencesRequest,
        response: { 200: notificationPreferences },
      },
    },
    (request) => putPreferences(deps, request.context, request.body),
  )
}
