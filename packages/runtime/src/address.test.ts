import { describe, expect, it } from 'vitest'
import { addressBlock, callerAddress, isInternalAddress, parseAddress } from './address.ts'

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:CB00:7107', '203.0.113.7'],
    ['2001:0DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['', null],
    ['1', null],
    ['0x7f.1', null],
    ['010.1.2.3', null],
    ['203.0.113.7:8080', null],
    ['[2001:db8::7]', null],
    ['example.com', null],
    ['203.0.113.7, 10.0.0.1', null],
  ])('%j is written %j', (text, address) => {
    expect(parseAddress(text)).toBe(address)
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::6', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
  ])('%s is counted as %s', (address, block) => {
    expect(addressBlock(address)).toBe(block)
  })

  it.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.18.0.4', true],
    ['172.32.0.4', false],
    ['fd00::7', true],
    ['2001:db8::1', false],
    ['203.0.113.7', false],
  ])('%s is internal: %s', (address, expected) => {
    expect(isInternalAddress(address)).toBe(expected)
  })
})

describe('the caller behind a chain of proxies', () => {
  it.each<[string, string, number, string | null]>([
    ['the socket without proxies', '198.51.100.1, 203.0.113.7', 0, '203.0.113.7'],
    ['the socket when nothing was forwarded', '10.0.0.2', 1, '10.0.0.2'],
    ['what the one proxy was told', '198.51.100.1, 10.0.0.2', 1, '198.51.100.1'],
    ['never what a caller adds at the left', '6.6.6.6, 198.51.100.1, 10.0.0.2', 1, '198.51.100.1'],
    ['two hops back behind two proxies', '6.6.6.6, 198.51.100.1, 172.70.0.1, 10.0.0.2', 2, '198.51.100.1'],
    ['the socket when it is not in the own network', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
    ['the socket when what came before is no address', 'evil"\r\n, 10.0.0.2', 1, '10.0.0.2'],
    ['written in one way', '::ffff:198.51.100.1, ::ffff:10.0.0.2', 1, '198.51.100.1'],
    ['the left end of a short chain', '198.51.100.1, 10.0.0.2', 5, '198.51.100.1'],
    ['nobody when nothing is an address', '', 0, null],
  ])('is %s', (_what, chain, hops, expected) => {
    expect(callerAddress(chain, hops)).toBe(expected)
  })
})
