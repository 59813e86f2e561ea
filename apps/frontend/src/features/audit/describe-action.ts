/** The things that the audit tells of, as its actions begin, in the words of the web app. */
export const auditThings: Record<string, string> = {
  client: 'Client',
  member: 'Member',
  invite: 'Invite',
  job: 'Piece',
  batch: 'Batch',
  strategy: 'Strategy',
  prompt: 'Prompt',
  suggestion: 'Suggestion',
  experiment: 'Experiment',
  content_template: 'Template',
  test_set: 'Test set',
  test_run: 'Test run',
  api_key: 'API key',
  provider_key: 'Provider key',
  budget: 'Budget',
  webhook: 'Webhook',
  retention: 'Retention',
  slack: 'Slack channel',
  notification_preferences: 'Notification preferences',
  audit_details: 'Audit details',
  person: 'Person',
  password: 'Password',
  email: 'E-mail address',
  session: 'Session',
  totp: 'Second factor',
  second_factor: 'Second factor',
}

/** `member.role_changed` as `Member role changed`. */
export function describeAction(action: string): string {
  const [thing = '', verb = ''] = action.split('.')
  const name = auditThings[thing] ?? capitalised(thing.replaceAll('_', ' '))
  return `${name} ${verb.replaceAll('_', ' ')}`.trim()
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
