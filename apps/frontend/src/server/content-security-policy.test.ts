import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, libraryStyles } from './content-security-policy.ts'

const policy = contentSecurityPolicy('bm9uY2U=', false)
const directives = Object.fromEntries(
  policy.split('; ').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
)

describe('the policy of a page', () => {
  it('runs scripts with the nonce and what they load, and no other', () => {
    expect(directives['script-src']).toBe("'nonce-bm9uY2U=' 'strict-dynamic'")
    expect(directives['script-src-attr']).toBeUndefined()
  })

  it('takes style sheets from us or with a nonce, and leaves only style attributes free', () => {
    expect(directives['style-src']).toMatch(/^'self' 'nonce-bm9uY2U=' /)
    expect(directives['style-src']).not.toContain('unsafe')
    expect(directives['style-src-attr']).toBe("'unsafe-inline'")
  })

  it('closes everything else', () => {
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'connect-src': "'self'",
      'img-src': "'self' data:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    })
    expect(policy).not.toMatch(/\*|https?:|unsafe-eval|[\r\n]/)
  })

  it('is looser only for the development server', () => {
    expect(contentSecurityPolicy('x', true)).toContain("'unsafe-eval'")
  })
})

describe('the style sheets that libraries write', () => {
  const here = createRequire(import.meta.url)
  const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
  const source = (name: string, from = here) => readFileSync(from.resolve(name), 'utf8')

  it('are those that are installed: sonner', () => {
    const sheets = [...source('sonner').matchAll(/__insertCSS\((".*?[^\\]")\)/gs)]
    expect(sheets.map(([, text]) => hash(JSON.parse(text ?? '') as string))).toEqual([libraryStyles.sonner])
  })

  it('are those that are installed: the viewport of a select', () => {
    const radix = createRequire(here.resolve('radix-ui'))
    const sheets = [...source('@radix-ui/react-select', radix).matchAll(/__html: `([^`]*)`/g)]
    expect(sheets.map(([, text]) => hash(text ?? ''))).toEqual([libraryStyles.radixSelect])
  })
})
