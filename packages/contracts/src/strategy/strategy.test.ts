import { describe, expect, it } from 'vitest'
import {
  importStrategyRequest,
  type MergeModes,
  mergeModeProblems,
  saveStrategyRequest,
  type StrategyConfiguration,
  strategyField,
  strategyFields,
  strategyValue,
  withStrategyValue,
} from '../index.ts'

describe('the fields of a strategy', () => {
  it('all have a name and a sentence of their own', () => {
    for (const { path, name, label, note } of strategyFields) {
      expect([path, label === name, note.length > 10 && note.endsWith('.')]).toEqual([path, false, true])
    }
    expect(new Set(strategyFields.map(({ label }) => label)).size).toBe(strategyFields.length)
  })

  it.each([
    ['brand.dos', 'list'],
    ['content.term_map', 'map'],
    ['content.word_count', 'bounds'],
    ['seo.keyword_density', 'bounds'],
    ['content.reading_level', 'bounds'],
    ['content.cta', 'value'],
    ['caching.ttl_seconds', 'value'],
  ])('%s is a %s', (path, kind) => expect(strategyField(path)?.kind).toBe(kind))

  it('are set and unset without touching the others or the original', () => {
    const before: StrategyConfiguration = { brand: { tone: 'Calm' }, content: { cta: 'Call' } }
    const tone = strategyField('brand.tone')
    const cta = strategyField('content.cta')
    if (!tone || !cta) throw new Error('no such field')
    expect(withStrategyValue(before, cta, 'Write')).toEqual({ brand: { tone: 'Calm' }, content: { cta: 'Write' } })
    expect(withStrategyValue(before, tone, undefined)).toEqual({ content: { cta: 'Call' } })
    expect(withStrategyValue({}, tone, 'Dry')).toEqual({ brand: { tone: 'Dry' } })
    expect(before).toEqual({ brand: { tone: 'Calm' }, content: { cta: 'Call' } })
    expect(strategyValue(before, tone)).toBe('Calm')
  })
})

describe('merge modes', () => {
  it.each<[string, StrategyConfiguration, MergeModes, [string, RegExp][]]>([
    ['of fields with values are right', { content: { cta: 'Call' } }, { 'content.cta': 'locked' }, []],
    ['may park a value', { content: { cta: 'Call' } }, { 'content.cta': 'inherit' }, []],
    ['may say inherit where there is nothing', {}, { 'content.cta': 'inherit' }, []],
    ['cannot lock nothing', {}, { 'content.cta': 'locked' }, [['content.cta', /no value/]]],
    ['cannot extend by nothing', {}, { 'content.must_include': 'extend' }, [['content.must_include', /no value/]]],
    ['cannot extend a sentence', { brand: { tone: 'Dry' } }, { 'brand.tone': 'extend' }, [['brand.tone', /extended/]]],
    ['may extend bounds', { content: { word_count: { max: 9 } } }, { 'content.word_count': 'extend' }, []],
    [
      'name no field that does not exist',
      {},
      { 'brand.mood': 'inherit', 'nowhere.at_all': 'locked' },
      [
        ['brand.mood', /not a field/],
        ['nowhere.at_all', /not a field/],
      ],
    ],
  ])('%s', (_guarantee, configuration, modes, expected) => {
    const found = mergeModeProblems(configuration, modes)
    expect(found.map(({ path }) => path)).toEqual(expected.map(([path]) => path))
    found.forEach(({ message }, index) => expect(message).toMatch(expected[index]?.[1] ?? ''))
  })

  it('are refused with a request by their path', () => {
    const request = { base_version: 1, configuration: {}, merge_modes: { 'brand.mood': 'locked' } }
    const issues = saveStrategyRequest.safeParse(request).error?.issues
    expect(issues?.map(({ path }) => path.join('.'))).toEqual(['merge_modes.brand.mood'])
  })
})

describe('an import', () => {
  const strategy_id = '0190a6d8-0000-7000-8000-000000000001'
  it.each([
    [{ yaml: 'a: 1' }, true],
    [{ yaml: 'a: 1', strategy_id }, false],
    [{ yaml: 'a: 1', strategy_id, dry_run: true }, true],
    [{ yaml: 'a: 1', strategy_id, base_version: 3 }, true],
    [{ yaml: '' }, false],
  ])('%j is right: %s', (request, isRight) => expect(importStrategyRequest.safeParse(request).success).toBe(isRight))
})
