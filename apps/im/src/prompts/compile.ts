import type { PartialRow, TemplateRow } from '@hg/db'
import type { Liquid, Template } from 'liquidjs'
import { linkingWith, PartialLinker, type PartialText } from './partials.ts'
import { toTemplateError, type TemplatePart } from './template-error.ts'

/** The texts of a version, under its name, with the partials that it may render. */
export type PromptTexts = Pick<TemplateRow, 'name' | 'version' | 'template' | 'system_template'> & {
  partials?: readonly PartialRow[]
}

/** A version ready to be rendered. */
export type CompiledPrompt = Record<TemplatePart['part'], Template[]> & {
  /** The partials that it renders, also through others. */
  partials: Omit<PartialRow, 'template'>[]
}

/**
 * Reads both parts of a version, with the partials that they render.
 *
 * @throws {AppError} `template_invalid` with line and column: syntax, a partial that does not exist, circles, depth
 */
export function compilePrompt(engine: Liquid, texts: PromptTexts): CompiledPrompt {
  const { name, version, partials = [] } = texts
  const linker = new PartialLinker(engine, partials, true)
  const parse = (part: TemplatePart['part']) => {
    try {
      return engine.parse(texts[part])
    } catch (error) {
      throw toTemplateError(error, { part, name, version })
    }
  }
  const parts = linkingWith(engine, linker, () => ({
    system_template: parse('system_template'),
    template: parse('template'),
  }))
  const used = partials.filter((partial) => linker.names.has(partial.name))
  return { ...parts, partials: used.map(({ template_id, version, name }) => ({ template_id, version, name })) }
}

/** The names of the partials that texts render, also through others, whether they exist or not; null where no text can be read. */
export function namesOfPartials(engine: Liquid, texts: string[], partials: readonly PartialText[]): string[] | null {
  const linker = new PartialLinker(engine, partials, false)
  try {
    linkingWith(engine, linker, () => texts.map((text) => engine.parse(text)))
  } catch {
    return null
  }
  return [...linker.names]
}
