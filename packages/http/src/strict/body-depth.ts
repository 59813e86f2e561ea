import { AppError } from '@hg/runtime'
import type { Service } from '../service-type.ts'

interface Place {
  value: unknown
  key: string
  parent: Place | null
  depth: number
}

const longestKey = 60

function pathOf(place: Place): string {
  const keys: string[] = []
  for (let at: Place | null = place; at?.parent; at = at.parent) keys.unshift(at.key.slice(0, longestKey))
  return keys.join('.')
}

/**
 * The path of the first object or list that stands more than `limit` levels deep; null when none does. Walks without
 * recursion, so that no nesting is deep enough to end the process.
 */
export function findTooDeep(value: unknown, limit: number): string | null {
  const open: Place[] = [{ value, key: '', parent: null, depth: 1 }]
  for (let place = open.pop(); place; place = open.pop()) {
    if (typeof place.value !== 'object' || place.value === null) continue
    if (place.depth > limit) return pathOf(place)
    const inside = Object.entries(place.value).filter(([, one]) => typeof one === 'object' && one !== null)
    for (const [key, one] of inside.reverse()) open.push({ value: one, key, parent: place, depth: place.depth + 1 })
  }
  return null
}

/** Refuses bodies that are nested deeper than `limit` levels with 400, before anything else looks at them. */
export function limitBodyDepth(app: Service, limit: number): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const path = findTooDeep(request.body, limit)
    if (path === null) done()
    else {
      const message = `is nested more than ${limit} levels deep`
      done(new AppError('invalid_request', 'The body is nested too deep.', { fields: [{ path, message }] }))
    }
  })
}
