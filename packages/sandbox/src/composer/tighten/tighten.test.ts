import { describe, expect, it } from 'vitest'
import { isSecondTry, readTightening } from './read-tightening.ts'
import { tighten } from './tighten.ts'

const quoted = (text: string) => text.replace(/^/gm, '> ')
const system = 'Please make sure to return Markdown.\nBe kind to the reader.'
const user = 'Topic: {{ topic }}\nBe kind to the reader.\nPlease use {{ keywords }} in order to be found.'
const prompt = `Make this prompt template tighter.\n\nThe system part:\n<<<SYSTEM\n${quoted(system)}\nSYSTEM>>>\n\nThe user part:\n<<<USER\n${quoted(user)}\nUSER>>>\n\nNow return the blocks, and nothing else.`
const asked = () => {
  const found = readTightening({ user: prompt })
  if (!found) throw new Error('the prompt was not read')
  return found
}

describe('a template that is asked for in fewer words', () => {
  it('is read with its parts, and nothing else is', () => {
    expect(asked().parts).toEqual([
      { name: 'SYSTEM', text: system },
      { name: 'USER', text: user },
    ])
    expect(readTightening({ user: 'Topic: waves' })).toBeUndefined()
    expect(isSecondTry({ user: prompt })).toBe(false)
    expect(isSecondTry({ user: `${prompt}\n\nYour first answer cannot be used:` })).toBe(true)
  })

  it('comes back without courtesies and repetitions, its lines with tags as they were', () => {
    const answer = tighten(asked())
    expect(answer).toContain('<<<SYSTEM\nReturn Markdown.\nBe kind to the reader.\nSYSTEM>>>')
    expect(answer).toContain('<<<USER\nTopic: {{ topic }}\nPlease use {{ keywords }} in order to be found.\nUSER>>>')
    expect(answer).toBe(tighten(asked()))
  })

  it('is shorter even where nothing of that is in it', () => {
    const text = 'Topic: {{ topic }}\nWrite about the work of a mason.'
    expect(tighten({ parts: [{ name: 'USER', text }] })).toContain('Write about work of mason.')
  })

  it('goes wrong as it was asked to', () => {
    expect(tighten(asked(), 'unreadable_suggestion')).not.toContain('<<<')
    expect(tighten(asked(), 'loses_variable')).not.toContain('{{ topic }}')
    expect(tighten(asked(), 'longer_suggestion').length).toBeGreaterThan(tighten(asked()).length)
  })
})
