import { batchCalls, onRefusal, routingMode } from '@hg/contracts'
import { type ComponentType, createElement, type ReactNode } from 'react'
import { pointsOfView } from '#features/strategy/describe.ts'
import { batchCallLabels, providerLabels, refusalLabels, routingLabels } from '#lib/labels.ts'
import { ChoiceControl, ProvidersControl } from './choices.tsx'
import type { ControlProps } from './control.ts'
import { BoundsControl, CountControl, DurationControl, FigureControl, ScaleControl } from './figures.tsx'
import { LinesControl, LinksControl, TermsControl } from './lines.tsx'
import { PhrasesControl } from './phrases.tsx'
import { CodeControl, LanguageControl, PassageControl, SampleControl } from './texts.tsx'

type Draw = (props: ControlProps<unknown>) => ReactNode

/** A control typed by its own value, which `toFields` and the contract see to it that it gets. */
function control<T, P extends object>(Control: ComponentType<ControlProps<T> & P>, rest: P): Draw {
  return (props) => createElement(Control, { ...(props as ControlProps<T>), ...rest })
}

const intents = {
  informational: 'Informational',
  navigational: 'Navigational',
  commercial: 'Commercial',
  transactional: 'Transactional',
}
const rules = { max: 200, maxLength: 200 }
const options = <T extends string>(labels: Record<T, string>) =>
  (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }))

const choice = <T extends string>(choices: { value: T; label: string; hint?: string }[]) =>
  control<T, { options: typeof choices }>(ChoiceControl, { options: choices })
const bounds = (
  low: string,
  high: string,
  unit: string,
  more: { step?: number; lowWords?: string; highWords?: string } = {},
) => control(BoundsControl, { low, high, unit, ...more })

/** The control of each field. */
const controls: Record<string, Draw> = {
  'brand.voice': control(PassageControl, {}),
  'brand.tone': control(PassageControl, {}),
  'brand.point_of_view': choice(options(pointsOfView)),
  'brand.audience': control(PassageControl, {}),
  'brand.persona': control(PassageControl, {}),
  'brand.value_propositions': control(LinesControl, { ...rules, one: 'claim' }),
  'brand.dos': control(LinesControl, { ...rules, one: 'rule' }),
  'brand.donts': control(LinesControl, { ...rules, one: 'rule' }),
  'brand.sample': control(SampleControl, {}),
  'content.word_count': bounds('min', 'max', 'words', { step: 50 }),
  'content.reading_level': bounds('min_grade', 'max_grade', 'grade', { lowWords: 'From', highWords: 'to' }),
  'content.language': control(LanguageControl, {}),
  'content.structure': control(LinesControl, { max: 30, maxLength: 200, one: 'section', movable: true }),
  'content.must_include': control(PhrasesControl, {}),
  'content.must_avoid': control(PhrasesControl, {}),
  'content.banned_phrases': control(PhrasesControl, {}),
  'content.required_disclaimers': control(LinesControl, { max: 20, maxLength: 4000, one: 'disclaimer', movable: true }),
  'content.cta': control(PassageControl, {}),
  'content.term_map': control(TermsControl, {}),
  'seo.intent': choice(options(intents)),
  'seo.primary_keywords': control(PhrasesControl, {}),
  'seo.secondary_keywords': control(PhrasesControl, {}),
  'seo.keyword_density': bounds('min', 'max', '%', { step: 0.1 }),
  'seo.title_length': bounds('min', 'max', 'characters'),
  'seo.meta_length': bounds('min', 'max', 'characters'),
  'seo.headings': bounds('min_h2', 'max_depth', '', { lowWords: 'Sections at least', highWords: 'deepest level' }),
  'seo.internal_links': control(LinksControl, {}),
  'llm.allowed_providers': control(ProvidersControl, {}),
  'llm.routing': choice(routingMode.options.map((value) => ({ value, ...routingLabels[value] }))),
  'llm.provider': choice(options(providerLabels)),
  'llm.model': control(CodeControl, { placeholder: 'A model’s id' }),
  'llm.batch': choice(batchCalls.options.map((value) => ({ value, ...batchCallLabels[value] }))),
  'llm.on_refusal': choice(onRefusal.options.map((value) => ({ value, ...refusalLabels[value] }))),
  'llm.temperature': control(ScaleControl, { min: 0, max: 2, step: 0.1, say: (value: number) => value.toFixed(1) }),
  'llm.max_cost_usd': control(FigureControl, { min: 0, max: 1000, step: 'any' as const, unit: 'dollars' }),
  'llm.max_prompt_tokens': control(FigureControl, { min: 100, max: 1_000_000, step: 1, unit: 'tokens' }),
  'quality.min_score': control(ScaleControl, { min: 0, max: 100, step: 1, say: (value: number) => `${value} of 100` }),
  'quality.max_repairs': control(CountControl, { words: ['None', 'At most one', 'At most two'] }),
  'caching.ttl_seconds': control(DurationControl, {}),
}

/** The fields that have a control. */
export const controlledPaths = Object.keys(controls)

/** The control of a field. */
export function FieldControl({ path, ...props }: ControlProps<unknown> & { path: string }) {
  return controls[path]?.(props) ?? null
}
