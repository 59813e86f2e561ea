import {
  notificationPreferences,
  type NotificationPreferences,
  putNotificationPreferencesRequest,
  type PutNotificationPreferencesRequest,
  type ReadNotificationsRequest,
} from '@hg/contracts'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

export const preferencesForm = putNotificationPreferencesRequest

/** Marks notifications as read. */
export function useReadNotifications() {
  return useSave({
    send: (body: ReadNotificationsRequest) => api('/cpm/notifications/read', noAnswer, { method: 'POST', body }),
    stale: [['notifications']],
    failed: 'It was not marked as read',
  })
}

/** Says of what one wants to be told, and how. */
export function useSavePreferences(onSaved: (saved: NotificationPreferences) => void) {
  return useSave({
    send: (body: PutNotificationPreferencesRequest) =>
      api('/cpm/notifications/preferences', notificationPreferences, { method: 'PUT', body }),
    stale: [['notification-preferences']],
    saved: 'Your notifications were changed',
    onSaved,
  })
}
