import type { Env } from '#env.ts'

/** The services behind the door. */
export const serviceNames = ['cpm', 'im', 'smm'] as const
export type ServiceName = (typeof serviceNames)[number]

/** First path segments that browsers may reach, per service. */
const reachable: Record<ServiceName, readonly string[]> = {
  cpm: [
    'batches',
    'estimate',
    'generate',
    'jobs',
    'notifications',
    'prompt-suggestions',
    'providers',
    'test-sets',
    'usage',
    'webhooks',
  ],
  im: ['analytics', 'clients', 'experiments', 'templates', 'test-sets'],
  smm: [
    'analytics',
    'clients',
    'content-templates',
    'email-undos',
    'invites',
    'me',
    'password-resets',
    'people',
    'strategies',
  ],
}

/** Paths below a segment that is otherwise closed; `*` stands for an id. */
const reachablePaths: Record<ServiceName, readonly string[][]> = {
  cpm: [
    ['clients', '*', 'budget'],
    ['clients', '*', 'slack'],
    ['clients', '*', 'slack', 'test'],
  ],
  im: [],
  smm: [],
}

/** What whoever is not signed in may ask for: how one comes to an account, or back to it. */
const openToVisitors: ReadonlySet<string> = new Set([
  'POST smm/invites/lookup',
  'POST smm/invites/accept',
  'POST smm/password-resets',
  'POST smm/password-resets/lookup',
  'POST smm/password-resets/confirm',
  'POST smm/email-undos/lookup',
  'POST smm/email-undos/confirm',
])

/** A segment made of letters, digits and the marks that ids have; never `..`, a slash or an escape. */
const plainSegment = /^[A-Za-z0-9][A-Za-z0-9_.~-]*$/

/** Reads the `[service]` part of the route; null for anything that is not a service. */
export function parseServiceName(text: string): ServiceName | null {
  return serviceNames.find((name) => name === text) ?? null
}

/**
 * The path to ask the service for, or null when browsers have no business there.
 *
 * @param segments decoded path segments after `/api/<service>/`
 */
export function servicePath(service: ServiceName, segments: readonly string[]): string | null {
  if (!isReachable(service, segments)) return null
  if (!segments.every((segment) => plainSegment.test(segment) && !segment.includes('..'))) return null
  return `/${segments.join('/')}`
}

function isReachable(service: ServiceName, segments: readonly string[]): boolean {
  const [first] = segments
  if (first !== undefined && reachable[service].includes(first)) return true
  return reachablePaths[service].some(
    (path) => path.length === segments.length && path.every((part, index) => part === '*' || part === segments[index]),
  )
}

/** True for the few calls that need no session; the service gets them from the visitor. */
export function isOpenToVisitors(method: string, service: ServiceName, path: string): boolean {
  return openToVisitors.has(`${method.toUpperCase()} ${service}${path}`)
}

/** Where a service listens, without a trailing slash. */
export function serviceBaseUrl(service: ServiceName, env: Env): string {
  switch (service) {
    case 'cpm':
      return env.CPM_SERVICE_URL
    case 'im':
      return env.IM_SERVICE_URL
    case 'smm':
      return env.SMM_SERVICE_URL
  }
}
