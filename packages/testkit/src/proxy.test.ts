import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startProxy, waitFor, type Proxy } from './index.ts'

let echo: Server
let proxy: Proxy
let received: string

beforeEach(async () => {
  received = ''
  echo = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      received += chunk.toString()
      socket.write(chunk)
    })
  })
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  proxy = await startProxy('127.0.0.1', (echo.address() as AddressInfo).port)
})
afterEach(async () => {
  await proxy.close()
  echo.close()
})

async function open(): Promise<{ socket: Socket; text: () => string; error: Promise<string> }> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port })
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  const error = new Promise<string>((resolve) => {
    socket.once('error', (failure: NodeJS.ErrnoException) => resolve(failure.code ?? ''))
  })
  await Promise.race([once(socket, 'connect'), error])
  return { socket, text: () => text, error }
}

test('bytes go both ways', async () => {
  const client = await open()
  client.socket.write('hello')
  await waitFor(() => client.text() === 'hello')
  client.socket.destroy()
})

test('a megabyte arrives whole', async () => {
  const client = await open()
  client.socket.write('x'.repeat(1_000_000))
  await waitFor(() => client.text().length === 1_000_000)
  client.socket.destroy()
})

test('a cut connection is reset, and a new one works', async () => {
  const client = await open()
  client.socket.write('hello')
  await waitFor(() => client.text() === 'hello')
  proxy.cut()
  expect(await client.error).toBe('ECONNRESET')

  const next = await open()
  next.socket.write('again')
  await waitFor(() => next.text() === 'again')
  next.socket.destroy()
})

test('what is written while paused arrives after resuming, not before', async () => {
  const client = await open()
  client.socket.write('one ')
  await waitFor(() => client.text() === 'one ')
  proxy.pause()
  client.socket.write('two ')
  const late = await open()
  late.socket.write('three')
  // Proves that the event loop delivered what it would: a direct connection makes a whole round trip meanwhile.
  const direct = connect({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port })
  direct.write('direct')
  await once(direct, 'data')
  expect(received).toBe('one direct')

  await proxy.resume()
  await waitFor(() => client.text() === 'one two ' && late.text() === 'three')
  for (const socket of [client.socket, late.socket, direct]) socket.destroy()
})

test('while refusing, nobody gets in; after resuming, the same port answers', async () => {
  const before = await open()
  await proxy.refuse()
  expect(await before.error).toBe('ECONNRESET')
  expect(await (await open()).error).toBe('ECONNREFUSED')

  await proxy.resume()
  const client = await open()
  client.socket.write('hello')
  await waitFor(() => client.text() === 'hello')
  client.socket.destroy()
})
