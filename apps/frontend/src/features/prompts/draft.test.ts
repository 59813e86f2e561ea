import { promptText } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { changedParts, problemsOf, textOf, toDraft, toText } from './draft.ts'
import { emptyRow } from './variable-rows.ts'

const stored = promptText.parse({
  system_template: 'Be brief.',
  template: 'Write about {{ topic }}.',
  variables: { type: 'object', properties: { season: { type: 'string' } }, required: ['season'] },
  model_settings: { provider: 'openai', temperature: 0, token_budget: 4000 },
  trim_order: ['brand.sample'],
})

describe('a version that is edited', () => {
  it('comes back as it was, and nothing counts as changed', () => {
    expect(toText(toDraft(stored))).toEqual(stored)
    expect(changedParts(stored, toDraft(stored))).toEqual([])
  })

  it('says which parts were changed', () => {
    const draft = toDraft(stored)
    expect(changedParts(stored, { ...draft, template: 'Other', model: { ...draft.model, temperature: '' } })).toEqual([
      'template',
      'model_settings',
    ])
    expect(changedParts(stored, { ...draft, rows: [...draft.rows, emptyRow()] })).toEqual([])
  })

  it('is refused where it is wrong, at the field and at the row', () => {
    const draft = toDraft(stored)
    const row = { ...emptyRow(), name: 'Bad Name' }
    const problems = problemsOf({
      ...draft,
      template: ' ',
      rows: [...draft.rows, row],
      model: { ...draft.model, temperature: 'hot', max_output_tokens: '1' },
    })
    expect(Object.keys(problems).sort()).toEqual(
      ['model_settings.max_output_tokens', 'model_settings.temperature', 'template', row.key].sort(),
    )
  })

  it('is compared without what is said about the version', () => {
    expect(textOf({ ...stored, version: 3 } as typeof stored)).toEqual(stored)
  })
})
