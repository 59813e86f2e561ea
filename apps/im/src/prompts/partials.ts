import {
  type Arguments,
  type Context,
  type Emitter,
  evalQuotedToken,
  Hash,
  type Liquid,
  type PartialScope,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  TypeGuards,
} from 'liquidjs'

/** A partial in use: its handle and its text. */
export interface PartialText {
  name: string
  template: string
}

/** A template renders partials, which render partials, at most this deep. */
export const deepestPartial = 5

/** The partials that one template renders at most, in characters together. */
export const maxPartialsLength = 200_000

interface Linked {
  templates: Template[]
  /** How many partials deep it is, with itself. */
  height: number
}

/** What one rendering of a partial is charged besides what it writes: it copies the context. */
const workPerPartial = 50

/**
 * Finds the partials of the template that is compiled, and compiles each of them once. They come from the rows that were
 * loaded with the template and from nowhere else, so what can go wrong with them is found before anything is rendered.
 */
export class PartialLinker {
  readonly #engine: Liquid
  readonly #texts: ReadonlyMap<string, string>
  /** Whether a name that is no partial's is an error, or only noted. */
  readonly #isStrict: boolean
  readonly #linked = new Map<string, Linked>()
  readonly #under: string[] = []
  #length = 0
  /** The height of the highest partial that the text under way has rendered so far. */
  #highest = 0
  /** Every name that was asked for, in the order of asking. */
  readonly names = new Set<string>()

  constructor(engine: Liquid, partials: readonly PartialText[], isStrict: boolean) {
    this.#engine = engine
    this.#texts = new Map(partials.map(({ name, template }) => [name, template]))
    this.#isStrict = isStrict
  }

  /** The partial of this name. Throws when there is none, and for circles, depth and length. */
  link(name: string): Linked {
    this.names.add(name)
    const text = this.#texts.get(name)
    if (text === undefined) {
      if (this.#isStrict) throw new Error(`there is no partial "${name.slice(0, 60)}" in use`)
      return { templates: [], height: 1 }
    }
    if (this.#under.includes(name))
      throw new Error(`the partials render each other in a circle: ${[...this.#under, name].join(', ')}`)
    const known = this.#linked.get(name) ?? this.#compile(name, text)
    if (this.#under.length + known.height > deepestPartial) throw tooDeep()
    this.#highest = Math.max(this.#highest, known.height)
    return known
  }

  #compile(name: string, text: string): Linked {
    if (this.#under.length >= deepestPartial) throw tooDeep()
    this.#length += text.length
    if (this.#length > maxPartialsLength)
      throw new Error(`its partials are longer than ${maxPartialsLength} characters together`)
    this.#under.push(name)
    const before = this.#highest
    this.#highest = 0
    let templates
    try {
      templates = this.#engine.parse(text)
    } catch (error) {
      throw notePartial(error, name)
    }
    const linked = { templates, height: this.#highest + 1 }
    this.#highest = before
    this.#under.pop()
    this.#linked.set(name, linked)
    return linked
  }
}

function tooDeep(): Error {
  return new Error(`partials are rendered more than ${deepestPartial} deep`)
}

const inPartials = new WeakMap<object, string>()

/** Notes in which partial something went wrong, unless it was one within that. */
function notePartial(error: unknown, name: string): unknown {
  if (typeof error === 'object' && error !== null && !inPartials.has(error)) inPartials.set(error, name)
  return error
}

/** The partial in which the engine's error arose. */
export function partialOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? inPartials.get(error) : undefined
}

const linkers = new WeakMap<Liquid, PartialLinker>()

/** Has the engine link partials through this linker while `work` compiles. */
export function linkingWith<T>(engine: Liquid, linker: PartialLinker, work: () => T): T {
  linkers.set(engine, linker)
  try {
    return work()
  } finally {
    linkers.delete(engine)
  }
}

/**
 * `{% render 'handle', season: topic %}`: the partial sees the context and these arguments, and nothing that the template
 * assigned.
 */
export class RenderPartial extends Tag {
  readonly #name: string
  readonly #arguments: Hash
  readonly #templates: Template[]

  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid)
    const name = this.tokenizer.readValue()
    if (!TypeGuards.isQuotedToken(name))
      throw new Error(`a partial is named in quotes, as in {% render 'house-voice' %}`)
    this.#name = evalQuotedToken(name)
    this.#arguments = new Hash(this.tokenizer)
    this.tokenizer.skipBlank()
    if (!this.tokenizer.end() || Object.values(this.#arguments.hash).includes(undefined))
      throw new Error(`a partial is given values by name, as in {% render 'house-voice', season: topic %}`)
    const linker = linkers.get(liquid)
    if (!linker) throw new Error('partials are rendered by templates only')
    this.#templates = linker.link(this.#name).templates
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    context.memoryLimit.use(workPerPartial)
    const given = (yield this.#arguments.render(context)) as Record<string, unknown>
    const inner = context.spawn({ ...context.environments, ...given })
    try {
      yield this.liquid.renderer.renderTemplates(this.#templates, inner, emitter)
    } catch (error) {
      throw notePartial(error, this.#name)
    }
  }

  // What the static analysis of the language asks for.
  *children(partials: boolean): Generator<unknown, Template[]> {
    return partials ? this.#templates : []
  }

  partialScope(): PartialScope {
    return { name: this.#name, isolated: true, scope: Object.keys(this.#arguments.hash) }
  }

  *arguments(): Arguments {
    for (const value of Object.values(this.#arguments.hash)) if (value) yield value as never
  }
}
