import { analyzeSync, type Liquid, type Template, type Variable } from 'liquidjs'
import { compilePrompt, type PromptTexts } from '../prompts/compile.ts'
import { PartialLinker, linkingWith } from '../prompts/partials.ts'

/** A name that a text takes from its context. */
export interface Reference {
  /** Its segments as far as they are written out: `brand.voice`, `keywords` of `keywords[0]`. */
  path: string[]
  part: 'system_template' | 'template'
  /** From 1, in the part, or in the partial where it stands in one. */
  line: number
  column: number
  /** The partial that it stands in. */
  partial?: string
}

/**
 * Every name that a version takes from its context, in the order of its texts, partials last: not what it assigns itself, nor
 * what it loops over.
 *
 * @throws {AppError} `template_invalid` for texts that cannot be read
 */
export function findReferences(engine: Liquid, texts: PromptTexts): Reference[] {
  const compiled = compilePrompt(engine, texts)
  const inPart = (part: Reference['part']) => read(compiled[part]).map((found) => ({ ...found, part }))
  const own = [...inPart('system_template'), ...inPart('template')]
  const rows = texts.partials ?? []
  const used = new Set(compiled.partials.map(({ name }) => name))
  const inPartials = rows
    .filter(({ name }) => used.has(name))
    .flatMap(({ name, template }) => {
      const linker = new PartialLinker(engine, rows, true)
      const parsed = linkingWith(engine, linker, () => engine.parse(template))
      return read(parsed).map((found): Reference => ({ ...found, part: 'template', partial: name }))
    })
  return [...own, ...inPartials]
}

function read(templates: Template[]): Omit<Reference, 'part'>[] {
  const { globals } = analyzeSync(templates, { partials: false })
  const found = Object.values(globals).flatMap((variables) => variables.map(toReference))
  return found.toSorted((one, other) => one.line - other.line || one.column - other.column)
}

function toReference({ segments, location }: Variable): Omit<Reference, 'part'> {
  const written = segments.map((segment) => (typeof segment === 'string' ? segment : null))
  const end = written.findIndex((segment) => segment === null)
  const path = (end === -1 ? written : written.slice(0, end)).filter((segment) => segment !== null)
  return { path, line: location.row, column: location.col }
}
