import { maxPromptPartLength } from '@hg/contracts'
import { type Context, type Emitter, Liquid, type Template } from 'liquidjs'
import { RenderPartial } from './partials.ts'
import { findPositionsFast } from './positions.ts'

/** Tags of the language that need nothing but the template and its values. No include, layout or block; `render` is our own. */
const tags = new Set([
  'assign',
  'break',
  'capture',
  'case',
  'comment',
  'continue',
  'cycle',
  'echo',
  'for',
  'if',
  'liquid',
  'raw',
  'unless',
  '#',
])

/**
 * Filters that are taken out: the same request must give the same prompt (no dates, no chance), and no value is ever read
 * as an expression.
 */
const refusedFilters = /^date|^sample$|_exp$/

/** A part of a template at most, in characters. */
export const maxTemplateLength = maxPromptPartLength

/** What one rendering may use: steps taken, characters written and characters handed to filters, together. */
const maxWork = 1_000_000
/** The net below that, for single steps that cost more than they count: milliseconds of the processor. */
const maxRenderMs = 200

const noFiles = {
  exists: () => Promise.resolve(false),
  existsSync: () => false,
  readFile: () => Promise.reject(new Error('templates read no files')),
  readFileSync: () => {
    throw new Error('templates read no files')
  },
  resolve: (_root: string, file: string) => file,
}

/** From where to where, the end excluded. */
export type Span = readonly [start: number, end: number]

/**
 * Collects what is written, and charges it before keeping it: a string that doubles ends here. Knows which of it is the
 * template's own text, and which came from values.
 */
class ChargedEmitter implements Emitter {
  buffer = ''
  readonly values: Span[] = []
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  write(value: unknown): void {
    const start = this.buffer.length
    this.writeOwn(toText(value))
    if (this.buffer.length > start) this.values.push([start, this.buffer.length])
  }

  writeOwn(text: string): void {
    this.#context.memoryLimit.use(text.length)
    this.buffer += text
  }
}

/** Where a rendering's values stand in what it wrote. */
export function valuesOf(context: Context): readonly Span[] {
  return emitters.get(context)?.values ?? []
}

/** The emitter of a whole rendering, not those of what is captured on the way. */
const emitters = new WeakMap<Context, ChargedEmitter>()

function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('a number in it is divided by zero, or too large')
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error('a list or a group cannot be printed; name one of its fields, or join it')
}

type Limiter = Context['renderLimit']

/**
 * Has a rendering's time limit count the processor's time instead of the clock's: an innocent template must not be refused
 * because the machine was busy with something else.
 */
function countProcessorTime(limiter: Limiter): void {
  const refuseAfter = limiter.check.bind(limiter)
  const began = process.threadCpuUsage()
  const deadline = performance.now() + maxRenderMs
  limiter.check = (nowMs) => {
    // The clock is cheaper to ask, and never behind the processor.
    if (Number(nowMs) <= deadline) return
    const { user, system } = process.threadCpuUsage(began)
    if ((user + system) / 1000 > maxRenderMs) refuseAfter(nowMs)
  }
}

/**
 * The template engine: strict about names, without files or clocks, and bounded in what a template may do. LiquidJS bounds
 * filters and ranges; loops, captured text and partials are charged to the same limit here.
 */
export function createEngine(): Liquid {
  findPositionsFast()
  const engine = new Liquid({
    fs: noFiles,
    relativeReference: false,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: maxTemplateLength,
    renderLimit: maxRenderMs,
    memoryLimit: maxWork,
  })
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) delete engine.tags[name]
  engine.registerTag('render', RenderPartial)
  for (const name of Object.keys(engine.filters)) if (refusedFilters.test(name)) engine.unregisterFilter(name)

  const [sample] = engine.parse('text')
  const OwnText = sample?.constructor as new () => Template & { str: string }
  const marked = new WeakSet<Template[]>()
  /** Has a template's own text written as such. */
  const markOwn = (template: Template) => {
    if (!(template instanceof OwnText)) return
    template.render = (_context: Context, emitter: Emitter) => {
      if (emitter instanceof ChargedEmitter) emitter.writeOwn(template.str)
      else emitter.write(template.str)
    }
  }

  const { renderer } = engine
  const counted = new WeakSet<Limiter>()
  const renderTemplates = renderer.renderTemplates.bind(renderer)
  renderer.renderTemplates = (templates: Template[], context: Context, emitter?: Emitter) => {
    if (!counted.has(context.renderLimit)) {
      countProcessorTime(context.renderLimit)
      counted.add(context.renderLimit)
    }
    context.memoryLimit.use(templates.length + 1)
    if (!marked.has(templates)) templates.forEach(markOwn)
    marked.add(templates)
    const charged = emitter ?? new ChargedEmitter(context)
    if (charged instanceof ChargedEmitter && !emitters.has(context)) emitters.set(context, charged)
    return renderTemplates(templates, context, charged)
  }
  return engine
}
