import type { TemplateRow } from '@hg/db'
import { Context, type Template } from 'liquidjs'
import { LRUCache } from 'lru-cache'
import type { PromptContext } from './context.ts'
import { createEngine, type Span, valuesOf } from './engine.ts'
import { toTemplateError, type TemplatePart } from './template-error.ts'

export interface RenderedPrompt {
  system: string
  user: string
  /** Where values stand in them; everything else is the template's own text. */
  values: { system: readonly Span[]; user: readonly Span[] }
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
      guard(part, () => {
        const scope = new Context({ ...context }, engine.options, { sync: true }, { liquid: engine })
        return trim(String(engine.renderSync(templates, scope)), valuesOf(scope))
      })
    const system = render('system_template', system_template)
    const user = render('template', user_template)
    return { system: system.text, user: user.text, values: { system: system.values, user: user.values } }
  }
}

/** Without blanks at its ends; the spans move along. */
function trim(whole: string, spans: readonly Span[]): { text: string; values: Span[] } {
  const text = whole.trim()
  const from = whole.length - whole.trimStart().length
  const within = (at: number) => Math.min(Math.max(at - from, 0), text.length)
  const values = spans.map(([start, end]) => [within(start), within(end)] as const)
  return { text, values: values.filter(([start, end]) => start < end) }
}
