import { describe, expect, it } from 'vitest'
import { isMutation, isOwnOrigin } from './origin.ts'

const publicUrl = 'https://hgcontent.com'

describe('only our own pages may change something', () => {
  it.each([
    ['the public address', { origin: 'https://hgcontent.com' }, true],
    ['the host that was asked, same scheme', { origin: 'https://10.0.0.4:3000', host: '10.0.0.4:3000' }, true],
    ['no origin', {}, false],
    ['an opaque origin', { origin: 'null' }, false],
    ['a foreign site', { origin: 'https://evil.example', host: 'hgcontent.com' }, false],
    ['the same host without https', { origin: 'http://hgcontent.com', host: 'hgcontent.com' }, false],
    ['a subdomain', { origin: 'https://cpm.hgcontent.com', host: 'hgcontent.com' }, false],
    ['another port', { origin: 'https://hgcontent.com:8443', host: 'hgcontent.com' }, false],
    ['a name that begins alike', { origin: 'https://hgcontent.com.evil.example', host: 'hgcontent.com' }, false],
  ])('%s', (_, headers, own) => {
    expect(isOwnOrigin(new Headers(headers as Record<string, string>), publicUrl)).toBe(own)
  })

  it('counts every method but reading ones as a change', () => {
    expect(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'post'].filter(isMutation)).toEqual([
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'post',
    ])
  })
})
