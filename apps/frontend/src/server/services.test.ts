import { describe, expect, it } from 'vitest'
import { isOpenToVisitors, parseServiceName, servicePath, type ServiceName } from './services.ts'

const cases: [service: ServiceName, segments: string[], path: string | null][] = [
  ['cpm', ['generate'], '/generate'],
  ['cpm', ['jobs'], '/jobs'],
  ['cpm', ['providers'], '/providers'],
  ['cpm', ['estimate'], '/estimate'],
  ['cpm', ['webhooks', 'a', 'test'], '/webhooks/a/test'],
  ['cpm', ['notifications', 'read'], '/notifications/read'],
  ['cpm', ['clients', 'x', 'slack'], '/clients/x/slack'],
  ['cpm', ['clients', 'x', 'slack', 'test'], '/clients/x/slack/test'],
  ['cpm', ['clients', 'x', 'slack', 'other'], null],
  ['cpm', ['usage', 'export'], '/usage/export'],
  ['cpm', ['jobs', 'events'], '/jobs/events'],
  [
    'cpm',
    ['jobs', '0199aa00-0000-7000-8000-000000000001', 'cancel'],
    '/jobs/0199aa00-0000-7000-8000-000000000001/cancel',
  ],
  ['smm', ['clients', 'x', 'strategy'], '/clients/x/strategy'],
  ['cpm', [], null],
  ['cpm', ['metrics'], null],
  ['cpm', ['health'], null],
  ['cpm', ['jobsx'], null],
  ['cpm', ['clients'], null],
  ['cpm', ['clients', 'x', 'budget'], '/clients/x/budget'],
  ['cpm', ['clients', 'x'], null],
  ['cpm', ['clients', 'x', 'budgets'], null],
  ['cpm', ['clients', 'x', 'budget', 'y'], null],
  ['cpm', ['clients', '..', 'budget'], null],
  ['smm', ['clients', 'x', 'budget'], '/clients/x/budget'],
  ['smm', ['invites', 'lookup'], '/invites/lookup'],
  ['smm', ['password-resets', 'confirm'], '/password-resets/confirm'],
  ['smm', ['email-undos', 'confirm'], '/email-undos/confirm'],
  ['smm', ['me', 'sessions'], '/me/sessions'],
  ['smm', ['jobs'], null],
  ['smm', ['metrics'], null],
  ['smm', ['openapi.json'], null],
  ['im', ['generate-prompt'], null],
  ['im', ['clients', 'x', 'prompts'], '/clients/x/prompts'],
  ['im', ['templates', 'x', 'versions', '2'], '/templates/x/versions/2'],
  ['im', ['experiments', 'x', 'start'], '/experiments/x/start'],
  ['im', ['test-sets', 'x'], '/test-sets/x'],
  ['cpm', ['test-sets', 'x', 'runs'], '/test-sets/x/runs'],
  ['cpm', ['prompt-suggestions', 'x', 'events'], '/prompt-suggestions/x/events'],
  ['im', ['suggestion-prompt'], null],
  ['im', ['suggestion-reading'], null],
  ['im', ['analytics', 'prompts'], '/analytics/prompts'],
  ['im', ['metrics'], null],
  ['cpm', ['jobs', '..', 'metrics'], null],
  ['cpm', ['jobs', '.', 'metrics'], null],
  ['cpm', ['jobs', '..%2fmetrics'], null],
  ['cpm', ['jobs', '%2e%2e', 'metrics'], null],
  ['cpm', ['jobs', 'a/b'], null],
  ['cpm', ['jobs', 'a\\b'], null],
  ['cpm', ['jobs', ''], null],
  ['cpm', ['jobs', 'a?b'], null],
  ['cpm', ['jobs', 'a#b'], null],
  ['cpm', ['jobs', 'a\nb'], null],
  ['cpm', ['jobs', 'a..b'], null],
]

describe('the door lets browsers reach the listed paths and no other', () => {
  it.each(cases)('%s %j -> %s', (service, segments, path) => {
    expect(servicePath(service, segments)).toBe(path)
  })

  it.each([
    ['POST', 'smm', '/invites/lookup', true],
    ['POST', 'smm', '/invites/accept', true],
    ['POST', 'smm', '/password-resets', true],
    ['POST', 'smm', '/password-resets/confirm', true],
    ['POST', 'smm', '/email-undos/lookup', true],
    ['POST', 'smm', '/email-undos/confirm', true],
    ['POST', 'smm', '/me/email/confirm', false],
    ['GET', 'smm', '/invites/lookup', false],
    ['DELETE', 'smm', '/password-resets', false],
    ['POST', 'cpm', '/password-resets', false],
    ['POST', 'smm', '/password-resets/confirm/x', false],
    ['POST', 'smm', '/invites', false],
    ['GET', 'smm', '/clients', false],
    ['POST', 'cpm', '/generate', false],
  ] as const)('%s %s%s without a session: %s', (method, service, path, isOpen) => {
    expect(isOpenToVisitors(method, service, path)).toBe(isOpen)
  })

  it('knows three services', () => {
    expect(['cpm', 'im', 'smm', 'auth', 'CPM', '', '__proto__'].map(parseServiceName)).toEqual([
      'cpm',
      'im',
      'smm',
      null,
      null,
      null,
      null,
    ])
  })
})
