import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { neededVariables } from '#features/prompts/request-variables.ts'
import { BatchVariables } from './batch-variables.tsx'
import { PiecesLeft } from './pieces-left.tsx'
import { VariableColumns } from './variable-columns.tsx'

const needed = neededVariables({
  properties: {
    season: { type: 'string', enum: ['spring', 'winter'] },
    audience_age: { type: 'integer', minimum: 1, maximum: 99, description: 'How old readers are' },
    places: { type: 'array', items: { type: 'string' } },
    is_urgent: { type: 'boolean', default: false },
  },
  required: ['audience_age', 'is_urgent'],
})

/** The words of some markup, parted by single blanks. */
const wordsOf = (markup: string) =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('what a prompt asks for', () => {
  it('has a field for all topics, which says what it is for, whether it must be told, and what stands in for it', () => {
    const markup = renderToStaticMarkup(
      createElement(BatchVariables, {
        ...{ asker: 'Seasonal', needed, values: { audience_age: '0' } },
        problems: { audience_age: 'must be at least 1' },
        onChange: () => undefined,
      }),
    )
    const words = wordsOf(markup)
    expect(words).toContain('The prompt “Seasonal” asks for this, once for all topics.')
    expect(words).toContain('Audience age Must be at least 1 How old readers are. Season Optional')
    expect(words).toContain('Places Optional One entry a line.')
    expect(words).toMatch(/Is urgent Optional .*Without it: no\./)
    expect(markup).toMatch(/<input[^>]*aria-invalid="true"[^>]*value="0"/)
  })

  it('has a column of a file, with what goes into it', () => {
    const markup = renderToStaticMarkup(createElement(VariableColumns, { asker: 'Seasonal', typeName: 'FAQ', needed }))
    expect(wordsOf(markup)).toContain(
      'var.audience_age a whole number from 1 to 99; must be given var.season one of spring, winter ' +
        'var.places a list of texts, parted by | var.is_urgent true or false; without it, no',
    )
  })

  it('is named for each piece that is not asked for again by it', () => {
    const left = Array.from({ length: 7 }, (_, index) => ({
      job_id: `job-${index}`,
      row: index + 1,
      errors: [{ path: 'variables.audience_age', message: 'is required: give a whole number from 1 to 99' }],
    }))
    const words = wordsOf(renderToStaticMarkup(createElement(PiecesLeft, { left })))
    expect(words).toContain('7 pieces were not asked for again')
    expect(words).toContain('Row 5 : audience age is required: give a whole number from 1 to 99 and 2 more')
  })
})
