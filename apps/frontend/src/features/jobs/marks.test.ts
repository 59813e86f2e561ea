import type { EvidenceSpan, PiecePlace, QualityCheck, QualityReport } from '@hg/contracts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Article } from './components/article.tsx'
import { cutAtMarks, marksIn, marksOf, otherEvidence } from './marks.ts'

function check(fields: Partial<QualityCheck>): QualityCheck {
  return {
    id: 'banned_phrases',
    label: 'Banned phrases',
    passed: false,
    severity: 'error',
    expected: 'none',
    actual: '1 found',
    evidence: [],
    spans: [],
    ...fields,
  }
}

function spanOf(text: string, quote: string, where: PiecePlace = 'content'): EvidenceSpan {
  const start = text.indexOf(quote)
  return { where, start, end: start + quote.length, quote, note: null }
}

const report = (...checks: QualityCheck[]): QualityReport => ({
  score: 50,
  passed: false,
  min_score: 0,
  checks,
  left_out: [],
})

function render(markdown: string, ...quotes: string[]): string {
  const marks = marksOf(report(check({ spans: quotes.map((quote) => spanOf(markdown, quote)) })))
  return renderToStaticMarkup(createElement(Article, { markdown, marking: { marks, active: null } }))
}

/** What is marked, mark by mark. */
function marked(html: string): string[] {
  return [...html.matchAll(/<mark [^>]*data-find="([^"]*)"[^>]*>([^]*?)<\/mark>/g)].map(
    ([, find, text]) => `${find}: ${text?.replaceAll(/<[^>]+>/g, '')}`,
  )
}

describe('the passages of a check are marked in the text', () => {
  it.each([
    ['as they stand', 'One bad idea here.', 'bad idea', ['banned_phrases-0: bad idea']],
    ['across emphasis', 'A **bad** idea.', '**bad** idea', ['banned_phrases-0: bad', 'banned_phrases-0:  idea']],
    ['inside a link', 'See [a bad idea](https://a.example).', 'bad idea', ['banned_phrases-0: bad idea']],
    ['behind entities and escapes', 'Tom &amp; \\*Ann\\* had a bad idea.', 'bad idea', ['banned_phrases-0: bad idea']],
    ['with an entity inside', 'Fish &amp; chips.', 'Fish &amp; chips', ['banned_phrases-0: Fish &amp; chips']],
    ['in a quote of two lines', '> a bad\n> idea', 'bad\n> idea', ['banned_phrases-0: bad\nidea']],
    ['in a cell', '| a |\n| - |\n| bad idea |', 'bad idea', ['banned_phrases-0: bad idea']],
    ['in code', 'Say `bad idea` twice.', 'bad idea', ['banned_phrases-0: bad idea']],
    ['in a heading', '## A bad idea\n\nText.', '## A bad idea', ['banned_phrases-0: A bad idea']],
    ['beside signs outside the basic plane', '🎉 a bad idea 🎉', 'bad idea', ['banned_phrases-0: bad idea']],
  ])('%s', (_, markdown, quote, expected) => {
    expect(marked(render(markdown, quote))).toEqual(expected)
  })

  it('where two lie over each other, each with its own part and the part of both', () => {
    expect(marked(render('one two three', 'one two', 'two three'))).toEqual([
      'banned_phrases-0: one ',
      'banned_phrases-0 banned_phrases-1: two',
      'banned_phrases-1:  three',
    ])
  })

  it('and nothing else of the text changes', () => {
    const text = 'A **bad** idea, [here](https://a.example).\n\n- one\n- two'
    const plain = renderToStaticMarkup(createElement(Article, { markdown: text }))
    expect(render(text, '**bad** idea, [here]').replaceAll(/<\/?mark[^>]*>/g, '')).toBe(plain)
  })

  it('but a piece cannot mark anything itself', () => {
    expect(render('A <mark data-find="x">mark</mark>.')).toBe('<p>A mark.</p>')
  })
})

describe('marks', () => {
  it('are those of failed checks, errors first, each named by its check', () => {
    const text = 'a b c'
    const marks = marksOf(
      report(
        check({ id: 'terms', severity: 'warning', spans: [spanOf(text, 'a')] }),
        check({ id: 'keywords', passed: true, spans: [spanOf(text, 'b')] }),
        check({ id: 'placeholders', spans: [spanOf(text, 'b'), spanOf(text, 'c')] }),
      ),
    )
    expect(marks.map(({ key }) => key)).toEqual(['placeholders-0', 'placeholders-1', 'terms-0'])
  })

  it('say the words around them, where the check has told them, and keep apart what is told beside', () => {
    const spans = [spanOf('a b', 'a'), spanOf('a b', 'b')]
    const parallel = check({ spans, evidence: ['a …', '… b'] })
    expect(marksOf(report(parallel)).map(({ words }) => words)).toEqual(['a …', '… b'])
    expect(otherEvidence(parallel)).toEqual([])
    const beside = check({ spans, evidence: ['missing: c'] })
    expect(marksOf(report(beside)).map(({ words }) => words)).toEqual(['a', 'b'])
    expect(otherEvidence(beside)).toEqual(['missing: c'])
  })

  it('of a place are no marks of another, and an empty place has none', () => {
    const spans = [spanOf('abc', 'a', 'title'), { ...spanOf('abc', 'b'), end: 1 }, spanOf('abc', 'c')]
    const marks = marksOf(report(check({ spans })))
    expect(marksIn(marks, 'title').map(({ key }) => key)).toEqual(['banned_phrases-0'])
    expect(marksIn(marks, 'content').map(({ key }) => key)).toEqual(['banned_phrases-2'])
    expect(cutAtMarks('abc', marksIn(marks, 'title')).map(({ text }) => text)).toEqual(['a', 'bc'])
  })
})
