import type { TemplateRow } from '@hg/db'
import type { Template } from 'liquidjs'
import { LRUCache } from 'lru-cache'
import type { PromptContext } from './context.ts'
import { createEngine } from './engine.ts'
import { toTemplateError, type TemplatePart } from './template-error.ts'

export interface RenderedPrompt {
  system: string
  user: string
}

/** Renders one template version; throws {AppError} `unknown_variable` or `template_invalid`, and nothing else. */
export type PromptRenderer = (
  template: Pick<TemplateRow, 'template_id' | 'version' | 'name' | 'template' | 'system_template'>,
  context: PromptContext,
) => RenderedPrompt

type Part = TemplatePart['part']

const rememberedTemplates = 200

/** Makes a renderer that keeps what it compiled: a version's text never changes, so nothing is ever stale. */
export function createRenderer(): PromptRenderer {
  const engine = createEngine()
  const compiled = new LRUCache<string, Record<Part, Template[]>>({ max: rememberedTemplates })

  return (template, context) => {
    const { name, version } = template
    const guard = <T>(part: Part, work: () => T): T => {
      try {
        return work()
      } catch (error) {
        throw toTemplateError(error, { part, name, version })
      }
    }
    const parse = (part: Part) => guard(part, () => engine.parse(template[part]))

    const key = `${template.template_id}:${version}`
    let parts = compiled.get(key)
    if (!parts) {
      parts = { system_template: parse('system_template'), template: parse('template') }
      compiled.set(key, parts)
    }
    const { system_template, template: user_template } = parts
    const render = (part: Part, templates: Template[]) =>
      guard(part, () => String(engine.renderSync(templates, { ...context })).trim())
    return { system: render('system_template', system_template), user: render('template', user_template) }
  }
}
