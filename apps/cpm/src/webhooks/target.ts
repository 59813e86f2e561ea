import { AppError } from '@hg/runtime'
import ipaddr from 'ipaddr.js'
import type { TargetPolicy } from './deps.ts'

const inside = /(^|\.)(localhost|local|internal|intranet|lan|home|corp)$/

/**
 * Refuses an address that is plainly none to call: not https, a private address, a name of an internal network. Which
 * address a name leads to is checked at each call, since that may change.
 *
 * @throws {AppError} `invalid_request` naming `path`
 */
export function requireTarget(policy: TargetPolicy, given: string, path: string): void {
  if (policy.allowPrivate) return
  const { protocol, hostname } = new URL(given)
  const message =
    protocol !== 'https:' ? 'must be an https address' : isInside(hostname) ? 'must be a public address' : null
  if (message) throw new AppError('invalid_request', undefined, { fields: [{ path, message }] })
}

function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast' || isOldMapped(host)
  return !host.includes('.') || inside.test(host)
}

/** `::10.0.0.1`: an IPv4 address written as before RFC 4291, which the library takes for a public one. */
function isOldMapped(host: string): boolean {
  return ipaddr.IPv6.isValid(host) && ipaddr.IPv6.parse(host).match(ipaddr.IPv6.parseCIDR('::/96'))
}
