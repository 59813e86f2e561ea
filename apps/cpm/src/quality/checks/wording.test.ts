import { describe, expect, it } from 'vitest'
import { findPhrase } from '../find-phrase.ts'
import { panelArticle, pieceOf } from '../test/articles.ts'
import { judge } from '../test/judge.ts'
import { checkBannedPhrases } from './banned-phrases.ts'
import { checkCallToAction } from './call-to-action.ts'
import { checkDisclaimers } from './disclaimers.ts'
import { checkInternalLinks } from './internal-links.ts'
import { checkKeywordDensity } from './keyword-density.ts'
import { checkKeywords, checkSecondaryKeywords } from './keywords.ts'
import { checkMustInclude } from './must-include.ts'
import { checkTerms } from './terms.ts'

const piece = pieceOf(panelArticle)

describe('keywords', () => {
  it.each([
    [['panel upgrade'], true],
    [['Panel  Upgrade', 'electrician'], true],
    [['panel upgrade', 'solar'], false],
    [['pan'], false],
    [['café owners'], true],
  ])('%j -> %s', (keywords, passed) => {
    expect(checkKeywords(piece, keywords, 'all').check.passed).toBe(passed)
  })

  it('of the strategy need one hit when the request names none', () => {
    expect(checkKeywords(piece, ['solar', 'electrician'], 'anyOf').check.passed).toBe(true)
    expect(checkKeywords(piece, ['solar'], 'anyOf').check).toMatchObject({
      passed: false,
      evidence: ['missing: solar'],
    })
    expect(checkSecondaryKeywords(piece, ['solar']).check).toMatchObject({ passed: false, severity: 'warning' })
  })

  it('are worked into the paragraph that speaks of them, each into one of its own', () => {
    const { mends } = checkKeywords(piece, ['copper lugs replaced', 'permit price', 'permit fees'], 'all')
    const texts = mends.map(({ start, end }) => panelArticle.slice(start, end))
    expect(texts[0]).toMatch(/^Copper lugs/)
    expect(texts[1]).toMatch(/^The price depends/)
    expect(new Set(texts).size).toBe(3)
  })

  it('with regular expression signs are taken literally', () => {
    expect(findPhrase('We write C++ (fast).', 'C++')).toHaveLength(1)
    expect(findPhrase('aXb', 'a.b')).toHaveLength(0)
  })
})

describe('keyword density', () => {
  const stuffed = pieceOf(
    'Panel upgrade here. Panel upgrade there. A panel upgrade, and one more panel upgrade for you.',
  )
  it.each([
    ['inside', piece, ['panel upgrade'], { min: 0.2, max: 2 }, true],
    ['too thin', piece, ['panel upgrade'], { min: 3, max: 5 }, false],
    ['too thick', stuffed, ['panel upgrade'], { min: 0, max: 10 }, false],
    ['overlapping keywords count once', stuffed, ['panel upgrade', 'panel'], { min: 0, max: 25 }, true],
    ['no text at all', pieceOf(''), ['panel'], { min: 1, max: 2 }, false],
  ])('%s', (_, text, keywords, range, passed) => {
    expect(checkKeywordDensity(text, keywords, range).check.passed).toBe(passed)
  })

  it('that is too thick marks the surplus only', () => {
    const { check } = checkKeywordDensity(stuffed, ['panel upgrade'], { min: 0, max: 10 })
    expect(check.spans).toHaveLength(3)
  })
})

describe('banned phrases', () => {
  it.each([
    ['none', ['game-changer'], []],
    ['with another apostrophe', ["today's loads"], ['today’s loads']],
    ['in other case', ['MADE FOR'], ['made for']],
    ['in the title', ['upgrade an electrical'], ['upgrade an electrical']],
    ['in the meta description', ['signs to take seriously'], ['signs to take seriously']],
    ['only as whole words', ['lectric', 'lug run'], []],
    ['over a mark of emphasis', ['a panel upgrade gives'], ['a **panel upgrade** gives']],
    ['in the words of a link, not in its address', ['electrician', 'services'], ['electrician']],
    ['in a quote', ['a panel that hums'], ['a panel that hums']],
    ['not across two blocks', ['dryer starts Worth'], []],
  ])('%s', (_, phrases, quotes) => {
    expect(judge(checkBannedPhrases(piece, phrases))).toEqual({ passed: quotes.length === 0, quotes })
  })

  it.each([
    ['a hyphen that does not break', 'A true game\u2011changer.', 'game\u2011changer'],
    ['a soft hyphen', 'A true game-chan\u00ADger.', 'game-chan\u00ADger'],
    ['an entity', 'A true R&amp;D game here.', 'R&amp;D game'],
    ['an escaped sign', 'A true 5\\* game here.', '5\\* game'],
    ['a quote over two lines', '> A true\n> game here.', 'true\n> game'],
    ['Windows line ends', 'A true\r\ngame here.', 'true\r\ngame'],
    ['signs outside the basic plane', '⚡🔌 A true game 🎉', 'true game'],
  ])('are found as they stand, with %s', (_, content, quote) => {
    const phrases = ['game-changer', 'R&D game', '5* game', 'true game']
    const [span] = checkBannedPhrases(pieceOf(content), phrases).check.spans
    expect(span?.quote).toBe(quote)
    expect(content.slice(span?.start, span?.end)).toBe(quote)
  })

  it('are told with their surroundings', () => {
    expect(checkBannedPhrases(piece, ['made for']).check.evidence).toEqual([
      'An electrical panel is made for about thirty years. Breakers wear, and…',
    ])
  })
})

describe('required phrases', () => {
  it.each([
    [['written estimate', 'an hour'], true],
    [['Written Estimate.'], true],
    [['free-thaw'], false],
  ])('%j -> %s', (phrases, passed) => {
    expect(checkMustInclude(piece, phrases).check.passed).toBe(passed)
  })
})

describe('wording', () => {
  it.each([
    ['right', panelArticle, [['breaker box', 'electrical panel']], []],
    ['wrong, in both numbers', panelArticle, [['lug', 'clamp']], ['lug', 'lugs']],
    ['right as part of its own replacement', 'A ring clamp, a clamp.', [['clamp', 'ring clamp']], ['clamp']],
    ['in an address, where it stays', '[See](https://a.example/lug) it.', [['lug', 'clamp']], []],
  ] as [string, string, [string, string][], string[]][])('%s', (_, content, terms, quotes) => {
    expect(judge(checkTerms(pieceOf(content), terms))).toEqual({ passed: quotes.length === 0, quotes })
  })

  it('of plurals that change their end', () => {
    const text = pieceOf('Two companies and one company keep boxes in a box.')
    const { check } = checkTerms(text, [
      ['company', 'firm'],
      ['box', 'case'],
    ])
    expect(check.spans.map(({ quote }) => quote)).toEqual(['company', 'companies', 'box', 'boxes'])
  })
})

describe('internal links', () => {
  const services = { url: 'https://cincinnati-electrician.example/services', anchor: 'electrician' }
  it.each([
    ['one is there', [services], panelArticle, true, 0],
    ['a slash at the end makes no difference', [{ ...services, url: `${services.url}/` }], panelArticle, true, 0],
    ['none is there', [{ url: 'https://elsewhere.example' }], panelArticle, false, 0],
    ['under other words', [{ ...services, anchor: 'our services' }], panelArticle, false, 1],
    [
      'to a page that is not listed',
      [services],
      `${panelArticle}\n\n[x](https://cincinnati-electrician.example/old)`,
      false,
      1,
    ],
    ['to other sites is free', [services], `${panelArticle}\n\n[x](https://nfpa.example)`, true, 0],
    ['in code is none', [services], '`[electrician](https://cincinnati-electrician.example/services)`', false, 0],
  ])('%s', (_, links, content, passed, spans) => {
    const { check } = checkInternalLinks(pieceOf(content), links)
    expect([check.passed, check.spans.length]).toEqual([passed, spans])
  })
})

describe('disclaimers', () => {
  const disclaimer = 'Electrical work may need a permit and an inspection; rules differ between cities and counties.'
  it.each([
    ['word for word', panelArticle, true],
    ['broken over lines', panelArticle.replace('an inspection; rules', 'an inspection;\nrules'), true],
    ['in other words', panelArticle.replace('may need', 'needs'), false],
    ['in other case', panelArticle.replace('Electrical work', 'ELECTRICAL WORK'), false],
    ['not there', 'Nothing.', false],
  ])('%s', (_, content, passed) => {
    expect(checkDisclaimers(pieceOf(content), [disclaimer]).check.passed).toBe(passed)
  })
})

describe('the call to action', () => {
  const call = 'Ask for a written estimate, and we will call you back within one working day.'
  it.each([
    ['in its words', panelArticle, true],
    [
      'in much the same words',
      panelArticle.replace(call, 'Ask us for your written estimate: we call back within a working day.'),
      true,
    ],
    ['only at the beginning', `${call}\n\n${panelArticle.replace(call, '').repeat(2)}`, false],
    ['in other words altogether', panelArticle.replace(call, 'Get in touch.'), false],
  ])('%s', (_, content, passed) => {
    expect(checkCallToAction(pieceOf(content), call).check.passed).toBe(passed)
  })
})
