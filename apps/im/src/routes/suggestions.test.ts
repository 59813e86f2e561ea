import { suggestionPrompt, suggestionReading } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIm, type TestIm } from '../test/im.ts'

const template = 'Topic: {{ topic }}\nPlease make sure to write for teachers, and please be brief.'
const system_template = 'Return the title as `# Title`, the body in Markdown, and `Meta description: ...` last.'

let im: TestIm
let agency: string
let of: { template_id: string; template_version: number }
const as: Record<string, string> = {}
beforeAll(async () => {
  im = await startIm()
  agency = await im.idOf('heaviside-digital')
  as.owner = `user:${await im.userId('owner@heaviside.example')}`
  as.viewer = `user:${await im.userId('viewer@heaviside.example')}`
  as.worker = `client:${agency}`
  as.customer = `client:${await im.idOf('cincinnati-electrician')}`
  as.stranger = `client:${await im.idOf('pasco-scientific')}`
  const made = await im.call('POST', `/clients/${agency}/prompts`, as.owner, {
    ...{ name: 'Notes', content_type: 'faq', system_template, template },
  })
  of = { template_id: made.body.id as string, template_version: 1 }
})
afterAll(() => im.close())

const ask = (who: string, body: object = {}) => im.call('POST', '/suggestion-prompt', as[who] ?? '', { ...of, ...body })
const read = (who: string, answer: string) => im.call('POST', '/suggestion-reading', as[who] ?? '', { ...of, answer })
const answer = `<<<SYSTEM\n${system_template}\nSYSTEM>>>\n<<<USER\nTopic: {{ topic }}\nWrite for teachers, briefly.\nUSER>>>\n<<<CHANGES\n- Shorter.\nCHANGES>>>`

describe('what content production asks around a suggestion', () => {
  it.each(['worker', 'viewer', 'owner'])('is answered to the %s, who may read the version', async (who) => {
    const asked = await ask(who, { instructions: 'Keep the teachers.', target_tokens: 60 })
    expect(asked.status).toBe(200)
    const { prompt, tokens } = suggestionPrompt.parse(asked.body)
    expect(prompt.user).toContain('> Topic: {{ topic }}\n> Please make sure')
    expect(prompt.user).toContain('<<<WISHES\n> Keep the teachers.\nWISHES>>>')
    expect(tokens).toBeGreaterThan(100)
    const told = suggestionReading.parse((await read(who, answer)).body)
    expect(told).toMatchObject({ usable: true, suggestion: { changes: ['Shorter.'], system_template } })
    expect(suggestionReading.parse((await read(who, 'No.')).body)).toMatchObject({ usable: false })
  })

  it.each(['customer', 'stranger'])('is not there for the %s, who may not', async (who) => {
    expect((await ask(who)).code).toBe('not_found')
    expect((await read(who, answer)).code).toBe('not_found')
  })

  it('is not there for a version that is not', async () => {
    for (const template_version of [2, 2 ** 31, Number.MAX_SAFE_INTEGER])
      expect((await ask('owner', { template_version })).code).toBe('not_found')
    const wrong = await ask('owner', { template_version: 0, target_tokens: 1 })
    expect(wrong.status).toBe(400)
    expect(JSON.stringify(wrong.body)).toMatch(/template_version.*target_tokens/)
  })
})
