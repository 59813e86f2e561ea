import { expect, it } from 'vitest'
import { deviceCookieName, readDevice, signDevice } from './device.ts'

const [secret, account] = ['a secret of the installation', 'ada@example.com']

it('a device is known by its cookie, each by an id of its own', () => {
  const [one, other] = [signDevice(secret, account), signDevice(secret, account)]
  expect(readDevice(secret, account, one)).toBe(one.split('.')[0])
  expect(readDevice(secret, account, one)).not.toBe(readDevice(secret, account, other))
})

it('a cookie of another account, of another installation or made up is none', () => {
  const mine = signDevice(secret, account)
  const [id, signature] = mine.split('.')
  for (const value of [
    undefined,
    '',
    '.',
    id,
    `${id}.`,
    `.${signature}`,
    `x${mine}`,
    `${mine}x`,
    `${mine}.x`,
    signDevice(secret, 'eve@example.com'),
    signDevice('another secret', account),
  ])
    expect(readDevice(secret, account, value)).toBeNull()
})

it('neither name nor value of the cookie tells the account', () => {
  expect(deviceCookieName(secret, account)).toMatch(/^hg-device-[\w-]{16}$/)
  expect(deviceCookieName(secret, account)).not.toBe(deviceCookieName(secret, 'eve@example.com'))
})
