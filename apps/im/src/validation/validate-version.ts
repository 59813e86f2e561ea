import { type ContentTypeOrAny, type PromptFinding, type PromptKind, type PromptText } from '@hg/contracts'
import type { PartialRow } from '@hg/db'
import type { Liquid, Template } from 'liquidjs'
import { createEngine } from '../prompts/engine.ts'
import { linkingWith, PartialLinker } from '../prompts/partials.ts'
import { problemOf } from '../prompts/template-error.ts'
import { sampleContext } from './sample-context.ts'

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
}

type Part = 'system_template' | 'template'

const engine = createEngine()

/**
 * What is wrong with a version: errors, for which it is neither saved nor brought into use, and warnings. Reads both parts
 * and renders them with a sample; a partial is only read, since its arguments are its callers'. Pure, and bounded like
 * every rendering.
 */
export function validateVersion(version: VersionToValidate, context: ValidationContext): PromptFinding[] {
  const parts: Part[] = version.kind === 'partial' ? ['template'] : ['system_template', 'template']
  return parts.flatMap((part) => {
    const finding = findProblem(version, part, context)
    return finding ? [finding] : []
  })
}

function findProblem(version: VersionToValidate, part: Part, context: ValidationContext): PromptFinding | null {
  try {
    const templates = read(engine, version, part, context)
    if (version.kind === 'prompt') engine.renderSync(templates, { ...sampleContext(version.content_type) })
    return null
  } catch (error) {
    const { code, message, partial, line, column } = problemOf(error)
    const isHere = partial === undefined || (version.kind === 'partial' && partial === version.name)
    return {
      severity: 'error',
      code,
      message: isHere ? message : `in the partial "${partial}", line ${line ?? 1}: ${message}`,
      part,
      // A place in another text is no place in this one.
      ...(isHere && line !== undefined ? { line, column } : {}),
    }
  }
}

function read(liquid: Liquid, version: VersionToValidate, part: Part, { partials }: ValidationContext): Template[] {
  // A partial is not in use under its own name while it is read: it would meet its earlier self.
  const others = version.kind === 'partial' ? withItself(version, partials) : partials
  const linker = new PartialLinker(liquid, others, true)
  if (version.kind === 'partial') return linkingWith(liquid, linker, () => linker.link(version.name).templates)
  return linkingWith(liquid, linker, () => liquid.parse(version[part]))
}

function withItself(version: VersionToValidate, partials: readonly PartialRow[]) {
  return [...partials.filter(({ name }) => name !== version.name), { name: version.name, template: version.template }]
}

/** The text of a version alone, of whatever carries it. */
export function textOf(carrier: PromptText): PromptText {
  const { system_template, template, variables, model_settings, trim_order } = carrier
  return { system_template, template, variables, model_settings, trim_order }
}
