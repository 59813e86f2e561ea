import type {
  ContentTypeOrAny,
  PromptFinding,
  PromptKind,
  PromptText,
  PromptValidation,
  StrategyConfiguration,
} from '@hg/contracts'
import type { ModelRow, PartialRow } from '@hg/db'
import type { Liquid, Template } from 'liquidjs'
import type { PromptContext } from '../prompts/context.ts'
import { createEngine } from '../prompts/engine.ts'
import { linkingWith, PartialLinker } from '../prompts/partials.ts'
import { problemOf } from '../prompts/template-error.ts'
import { checkNames, checkTrimOrder } from './check-names.ts'
import { checkAgainstStrategy, checkContradictions, checkOutputInstructions, checkUntoldRules } from './check-rules.ts'
import { checkModel, checkPrefix, checkWindow, modelsFor, namedModel } from './check-size.ts'
import { findReferences, type Reference } from './find-references.ts'
import { measureSize, type Texts } from './measure-size.ts'
import { blankTags, ownLines } from './own-text.ts'
import { bareContext, otherContext, sampleContext } from './sample-context.ts'

/** What is to be validated: a version as it would be stored. */
export interface VersionToValidate extends PromptText {
  kind: PromptKind
  name: string
  content_type: ContentTypeOrAny
}

/** What a version is validated beside. */
export interface ValidationContext {
  /** The partials of its client that are in use. */
  partials: readonly PartialRow[]
  /** What the client's pieces of its type are written by; nothing is held against it where it is left out. */
  strategy?: StrategyConfiguration
  /** The catalogue; nothing is said of models where it is left out. */
  models?: readonly ModelRow[]
}

type Part = 'system_template' | 'template'

const engine = createEngine()
/** As many as are told. */
const mostFindings = 100

/** What is wrong with a version, and what one should know of it, see {@link examineVersion}. */
export function validateVersion(version: VersionToValidate, context: ValidationContext): PromptFinding[] {
  return examineVersion(version, context).findings
}

/**
 * Reads and renders a version with invented requests. Errors, for which it is neither saved nor brought into use: what cannot be
 * read or rendered, names that do not exist, partials, a model that does not exist, a prompt that is too long for it. Warnings:
 * what contradicts the strategy or itself, what a piece needs and the texts do not say, what is declared and not used, what fails
 * for a request that says less. Of a partial only the text is read, since its arguments are its callers'. Pure, and bounded like
 * every rendering.
 */
export function examineVersion(version: VersionToValidate, context: ValidationContext): PromptValidation {
  const parts: Part[] = version.kind === 'partial' ? ['template'] : ['system_template', 'template']
  const read = parts.map((part) => attempt(version, part, () => readPart(engine, version, part, context)))
  const unreadable = read.flatMap(({ finding }) => (finding ? [finding] : []))
  if (unreadable.length > 0)
    return { findings: [...unreadable, ...errorsBeside(unreadable, version, context)], size: null }
  if (version.kind === 'partial') return { findings: checkContradictions(ownLinesOf(version, parts)), size: null }

  const { strategy = {}, models = [] } = context
  const sample = sampleContext(version.content_type, version.variables)
  const references = readReferences(version, context)
  const named = checkNames(references, sample, version.variables)
  const errors = named.filter(({ severity }) => severity === 'error')
  // A name in a partial is wrong in every part that renders it.
  const wrongParts = new Set(errors.flatMap(({ part, line }) => (line === undefined ? parts : (part ?? []))))

  const texts = parts.map((part, index) => ({ part, templates: read[index]?.value ?? [] }))
  const rendered = texts.map(({ part, templates }) =>
    // What the names say is not said again by what rendering stops at.
    wrongParts.has(part) ? { value: '', finding: null } : attempt(version, part, () => render(templates, sample)),
  )
  const broken = rendered.flatMap(({ finding }) => (finding ? [finding] : []))
  const isWhole = broken.length === 0 && wrongParts.size === 0

  const lines = ownLinesOf(version, parts)
  const usable = modelsFor(models, strategy)
  const asked = namedModel(models, version.model_settings)
  const other = otherContext(version.content_type, version.variables)
  const prompt = { system: rendered[0]?.value ?? '', user: rendered[1]?.value ?? '' }
  const size = isWhole
    ? measureSize(prompt, renderAll(texts, other) ?? prompt, {
        contentType: version.content_type,
        models: usable,
        named: asked,
      })
    : null
  const findings = [
    ...[...named, ...broken].sort(byPlace),
    ...checkModel(version.model_settings, models, strategy),
    ...(size ? checkWindow(size, usable, asked) : []),
    ...(isWhole ? checkBare(version, texts) : []),
    ...checkOutputInstructions(ownTextsOf(version, context, references)),
    ...checkUntoldRules(references, strategy),
    ...checkAgainstStrategy(lines, strategy, version.content_type),
    ...checkContradictions(lines),
    ...checkTrimOrder(version.trim_order, references, version.variables),
    ...(size ? checkPrefix(size) : []),
  ]
  return { findings: findings.slice(0, mostFindings), size }
}

/** What else is wrong, in the part that can be read. */
function errorsBeside(
  unreadable: readonly PromptFinding[],
  version: VersionToValidate,
  context: ValidationContext,
): PromptFinding[] {
  if (version.kind === 'partial' || unreadable.length > 1) return []
  const [{ part } = {}] = unreadable
  const rest = { ...version, [part === 'template' ? 'template' : 'system_template']: '' }
  return examineVersion(rest, context).findings.filter(({ severity }) => severity === 'error')
}

function byPlace(one: PromptFinding, other: PromptFinding): number {
  const order = (finding: PromptFinding) => [finding.severity === 'error' ? 0 : 1, finding.part === 'template' ? 1 : 0]
  const [a = 0, b = 0] = order(one)
  const [c = 0, d = 0] = order(other)
  return a - c || b - d || (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0)
}

interface Attempt<T> {
  value: T | null
  finding: PromptFinding | null
}

function attempt<T>(version: VersionToValidate, part: Part, work: () => T): Attempt<T> {
  try {
    return { value: work(), finding: null }
  } catch (error) {
    const { code, message, partial, line, column } = problemOf(error)
    const isHere = partial === undefined || (version.kind === 'partial' && partial === version.name)
    const finding: PromptFinding = {
      severity: 'error',
      code,
      message: isHere ? message : `in the partial "${partial}", line ${line ?? 1}: ${message}`,
      part,
      // A place in another text is no place in this one.
      ...(isHere && line !== undefined ? { line, column } : {}),
    }
    return { value: null, finding }
  }
}

/** What fails for a request and a strategy that say as little as they may. */
function checkBare(version: VersionToValidate, texts: { part: Part; templates: Template[] }[]): PromptFinding[] {
  const bare = bareContext(version.content_type, version.variables)
  return texts.flatMap(({ part, templates }) => {
    const { finding } = attempt(version, part, () => render(templates, bare))
    if (!finding) return []
    const message = `${finding.message}, for a piece of which nothing more is said than its topic; ask first whether it is there`
    return [{ ...finding, severity: 'warning' as const, code: 'fails_when_empty', message }]
  })
}

function render(templates: Template[], context: PromptContext): string {
  return String(engine.renderSync(templates, { ...context })).trim()
}

function renderAll(texts: { templates: Template[] }[], context: PromptContext): Texts | null {
  try {
    const [system = '', user = ''] = texts.map(({ templates }) => render(templates, context))
    return { system, user }
  } catch {
    return null
  }
}

function readReferences(version: VersionToValidate, { partials }: ValidationContext): Reference[] {
  try {
    return findReferences(engine, { ...version, version: 1, partials })
  } catch {
    // Nested too deeply to be looked through; rendering says so too.
    return []
  }
}

function readPart(liquid: Liquid, version: VersionToValidate, part: Part, { partials }: ValidationContext): Template[] {
  // A partial is not in use under its own name while it is read: it would meet its earlier self.
  const others = version.kind === 'partial' ? withItself(version, partials) : partials
  const linker = new PartialLinker(liquid, others, true)
  if (version.kind === 'partial') return linkingWith(liquid, linker, () => linker.link(version.name).templates)
  return linkingWith(liquid, linker, () => liquid.parse(version[part]))
}

function withItself(version: VersionToValidate, partials: readonly PartialRow[]) {
  return [...partials.filter(({ name }) => name !== version.name), { name: version.name, template: version.template }]
}

function ownLinesOf(version: VersionToValidate, parts: readonly Part[]) {
  return parts.flatMap((part) => ownLines(part, version[part]))
}

/** The author's words of both parts, and of the partials that they render. */
function ownTextsOf(
  version: VersionToValidate,
  { partials }: ValidationContext,
  references: readonly Reference[],
): string[] {
  const used = new Set(references.flatMap(({ partial }) => partial ?? []))
  const named = (name: string) => used.has(name) || `${version.system_template}${version.template}`.includes(name)
  const rendered = partials.filter(({ name }) => named(name)).map(({ template }) => template)
  return [version.system_template, version.template, ...rendered].map(blankTags)
}

/** The text of a version alone, of whatever carries it. */
export function textOf(carrier: PromptText): PromptText {
  const { system_template, template, variables, model_settings, trim_order } = carrier
  return { system_template, template, variables, model_settings, trim_order }
}
