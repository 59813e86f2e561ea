import type { PartialRow, TemplateRow } from '@hg/db'
import { Context, type Template } from 'liquidjs'
import { LRUCache } from 'lru-cache'
import { compilePrompt, type CompiledPrompt, type PromptTexts } from './compile.ts'
import type { PromptContext } from './context.ts'
import { createEngine, type Span, valuesOf } from './engine.ts'
import { toTemplateError, type TemplatePart } from './template-error.ts'

export interface RenderedPrompt {
  system: string
  user: string
  /** Where values stand in them; everything else is the template's own text. */
  values: { system: readonly Span[]; user: readonly Span[] }
  /** The partials that the text was made with. */
  partials: CompiledPrompt['partials']
}

/** Renders one template version; throws {AppError} `unknown_variable` or `template_invalid`, and nothing else. */
export type PromptRenderer = (
  template: PromptTexts & Pick<TemplateRow, 'template_id'>,
  context: PromptContext,
) => RenderedPrompt

const rememberedTemplates = 200

/**
 * Makes a renderer that keeps what it compiled: a version's text never changes, so nothing is stale but a template whose
 * partials are in use in other versions by now, which is compiled again.
 */
export function createRenderer(): PromptRenderer {
  const engine = createEngine()
  const compiled = new LRUCache<string, CompiledPrompt>({ max: rememberedTemplates })

  return (template, context) => {
    const { name, version, partials = [] } = template
    const key = `${template.template_id}:${version}`
    let prompt = compiled.get(key)
    if (!prompt || !isOf(prompt, partials)) {
      prompt = compilePrompt(engine, template)
      compiled.set(key, prompt)
    }
    const render = (part: TemplatePart['part'], templates: Template[]) => {
      try {
        const scope = new Context({ ...context }, engine.options, { sync: true }, { liquid: engine })
        return trim(String(engine.renderSync(templates, scope)), valuesOf(scope))
      } catch (error) {
        throw toTemplateError(error, { part, name, version })
      }
    }
    const system = render('system_template', prompt.system_template)
    const user = render('template', prompt.template)
    return {
      system: system.text,
      user: user.text,
      values: { system: system.values, user: user.values },
      partials: prompt.partials,
    }
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

/** Whether every partial that a prompt was compiled with is in use in that version. */
function isOf(prompt: CompiledPrompt, partials: readonly PartialRow[]): boolean {
  return prompt.partials.every((used) =>
    partials.some((row) => row.template_id === used.template_id && row.version === used.version),
  )
}
