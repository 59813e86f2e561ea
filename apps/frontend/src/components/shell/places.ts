/**
 * The navigation of a client, of its settings and of the account: each entry is a place that exists.
 *
 * To add a place: write its page (`app/(app)/clients/[slug]/<path>/page.tsx`, `.../settings/<path>/page.tsx` or
 * `app/(app)/account/<path>/page.tsx`), then add one line to the list below, at its place in this order:
 *
 * - client: Content, Batches (`batches`), Strategies (`strategies`), Templates (`templates`), Prompts (`prompts`), Usage (`usage`),
 *   Settings (comes by itself with its first place)
 * - prompts: Templates, Experiments (`experiments`), Test sets (`test-sets`), Analytics (`analytics`)
 * - settings: General (`general`), People (`people`), Keys (`keys`), Models (`models`), Budget (`budget`),
 *   Webhooks (`webhooks`), Slack (`slack`), Privacy (`privacy`), Audit (`audit`)
 * - account: Profile (`profile`), Security (`security`), Notifications (`notifications`)
 *
 * Pages below a place (`strategies/<id>`) need no line: they belong to it.
 */

/** `path` stands below the frame, without slashes at its ends; the empty one is the frame's own page and what no other place takes. */
export interface Place {
  path: string
  label: string
}

export const settingsPlaces: Place[] = [
  { path: 'general', label: 'General' },
  { path: 'people', label: 'People' },
  { path: 'keys', label: 'Keys' },
  { path: 'models', label: 'Models' },
  { path: 'budget', label: 'Budget' },
  { path: 'webhooks', label: 'Webhooks' },
  { path: 'slack', label: 'Slack' },
  { path: 'privacy', label: 'Privacy' },
  { path: 'audit', label: 'Audit' },
]

/** What stands below `prompts`. */
export const promptPlaces: Place[] = [
  { path: '', label: 'Templates' },
  { path: 'experiments', label: 'Experiments' },
  { path: 'test-sets', label: 'Test sets' },
  { path: 'analytics', label: 'Analytics' },
]

export const accountPlaces: Place[] = [
  { path: 'profile', label: 'Profile' },
  { path: 'security', label: 'Security' },
  { path: 'notifications', label: 'Notifications' },
]

export const clientPlaces: Place[] = [
  { path: '', label: 'Content' },
  { path: 'batches', label: 'Batches' },
  { path: 'strategies', label: 'Strategies' },
  { path: 'templates', label: 'Templates' },
  { path: 'prompts', label: 'Prompts' },
  { path: 'usage', label: 'Usage' },
  ...(settingsPlaces.length > 0 ? [{ path: 'settings', label: 'Settings' }] : []),
]

/** Places that have places of their own. */
const placesBelow: Record<string, readonly Place[]> = { prompts: promptPlaces, settings: settingsPlaces }

/** The address of a place: `placeHref('/clients/a', { path: 'settings' })` is `/clients/a/settings`. */
export function placeHref(base: string, place: Place): string {
  return place.path === '' ? base : `${base}/${place.path}`
}

/** The place that an address belongs to; undefined outside of all. */
export function placeAt(places: readonly Place[], base: string, pathname: string): Place | undefined {
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return undefined
  const named = places.find((place) => place.path !== '' && `${pathname}/`.startsWith(`${placeHref(base, place)}/`))
  return named ?? places.find((place) => place.path === '')
}

/**
 * The same place with another client, as far as it is one of every client: `/clients/a/settings/keys/1` leads to
 * `/clients/b/settings/keys`; from anywhere else the way leads to the client's content.
 */
export function sameAtClient(slug: string, pathname: string): string {
  const [, first, from] = pathname.split('/')
  const [base, target] = [`/clients/${from}`, `/clients/${slug}`]
  const place = first === 'clients' ? placeAt(clientPlaces, base, pathname) : undefined
  if (!place) return target
  const below = placesBelow[place.path]
  if (!below) return placeHref(target, place)
  const inner = placeAt(below, placeHref(base, place), pathname)
  return inner ? placeHref(placeHref(target, place), inner) : placeHref(target, place)
}
