import ipaddr from 'ipaddr.js'
import { BlockList, isIP, isIPv6 } from 'node:net'

const internal = new BlockList()
internal.addSubnet('127.0.0.0', 8)
internal.addSubnet('10.0.0.0', 8)
internal.addSubnet('172.16.0.0', 12)
internal.addSubnet('192.168.0.0', 16)
internal.addAddress('::1', 'ipv6')
internal.addSubnet('fc00::', 7, 'ipv6')

/** True for loopback and private addresses. */
export function isInternalAddress(address: string): boolean {
  return internal.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** The one way an IP address is written: an IPv4-mapped one as IPv4, without a zone. Null for anything else. */
export function parseAddress(text: string): string | null {
  const [address = ''] = text.trim().split('%')
  return isIP(address) === 0 ? null : ipaddr.process(address).toString()
}

/** What an address is counted by: IPv4 whole, IPv6 by its /64, which is what one household or server gets. */
export function addressBlock(address: string): string {
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`
}

/**
 * Which hops of X-Forwarded-For to believe: as many as there are proxies in front, and only when the nearest one is in
 * the own network; otherwise whoever reaches the port directly could name any address.
 *
 * @returns whether the address so many hops away may name the one before it (0: the socket's far end)
 */
export function trustHops(hops: number): (address: string, hop: number) => boolean {
  return (address, hop) => hop < hops && (hop > 0 || isInternalAddress(address))
}

/**
 * The caller's address: the socket's far end, or behind trusted proxies what the last of them was told.
 *
 * @param chain X-Forwarded-For with the socket's far end added at its right
 * @param hops proxies in front whose word is believed
 * @returns the farthest believed address; the nearest one when that is not an IP address; null when none is
 */
export function callerAddress(chain: string, hops: number): string | null {
  const addresses = chain.split(',').reverse().map(parseAddress)
  const isTrusted = trustHops(hops)
  let hop = 0
  while (hop + 1 < addresses.length && addresses[hop] && isTrusted(addresses[hop] ?? '', hop)) hop++
  return addresses[hop] ?? addresses[0] ?? null
}
