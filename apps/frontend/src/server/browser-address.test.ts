import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserAddress, noteSocketAddresses } from './browser-address.ts'

const server = createServer((request, response) => {
  response.end(request.headers['x-forwarded-for'])
})
let url: string

beforeAll(async () => {
  noteSocketAddresses()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function chainOf(given?: string): Promise<Headers> {
  const answer = await fetch(url, { headers: given === undefined ? {} : { 'x-forwarded-for': given } })
  return new Headers({ 'x-forwarded-for': await answer.text() })
}

describe('the address of a browser', () => {
  it('is the socket’s, whatever the browser claims', async () => {
    for (const claim of [undefined, '198.51.100.1', '198.51.100.1, 10.0.0.9', ''])
      expect(browserAddress(await chainOf(claim), 0)).toBe('127.0.0.1')
  })

  it('is what the promised proxies were told, and not what stood there before', async () => {
    expect(browserAddress(await chainOf('6.6.6.6, 198.51.100.1'), 1)).toBe('198.51.100.1')
    expect(browserAddress(await chainOf('6.6.6.6, 198.51.100.1, 172.70.0.1'), 2)).toBe('198.51.100.1')
  })

  it('is not known without a server that notes it', () => {
    expect(browserAddress(new Headers(), 0)).toBeNull()
  })
})
