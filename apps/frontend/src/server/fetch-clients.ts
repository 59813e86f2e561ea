import 'server-only'
import { type Client, clientTree } from '@hg/contracts'
import { headers } from 'next/headers'
import { theDoor } from './door.ts'

const timeoutMs = 2000

/** The clients of a user, for the first paint; null when they are not to be had quickly: the page asks again itself. */
export async function fetchClients(userId: string): Promise<Client[] | null> {
  const door = theDoor()
  const address = door.addressOf(await headers())
  try {
    const token = await door.signToken('smm', { actor: { kind: 'user', id: userId }, address })
    const response = await fetch(`${door.baseUrl('smm')}/clients`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return response.ok ? clientTree.parse(await response.json()).items : null
  } catch (error) {
    door.logger.warn({ err: error }, 'clients not read for the first paint')
    return null
  }
}
