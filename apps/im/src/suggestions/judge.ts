import type { PromptFinding, PromptText, SuggestionReading } from '@hg/contracts'
import { namesOfPartials } from '../prompts/compile.ts'
import { createEngine } from '../prompts/engine.ts'
import { countTokens } from '../prompts/tokens.ts'
import { differencesBetween, tidyText } from '../templates/differences.ts'
import { findReferences } from '../validation/find-references.ts'
import { examineVersion, type ValidationContext, type VersionToValidate } from '../validation/validate-version.ts'
import type { SuggestedParts } from './read-answer.ts'

const engine = createEngine()
/** So many are told, to the model and to people. */
const mostProblems = 20
/** What only says that the order of things could be better, or that the whole is long. */
const notOfTheWords = new Set(['varies_early', 'too_long'])

/**
 * Whether a tighter text can stand in a version's place: it can be rendered, takes from its context what the version took, renders
 * the partials that the version rendered, is found fault with for nothing that the version was not, and is shorter. Pure, and
 * bounded like every rendering.
 */
export function judgeSuggestion(
  version: VersionToValidate,
  { changes, ...parts }: SuggestedParts,
  context: ValidationContext,
): SuggestionReading {
  const suggested: VersionToValidate = { ...version, ...tidyText({ ...version, ...parts }) }
  const [before, after] = [examineVersion(version, context), examineVersion(suggested, context)]
  const isNew = (finding: PromptFinding) =>
    !notOfTheWords.has(finding.code) &&
    !before.findings.some(({ code, message }) => code === finding.code && message === finding.message)
  const tokens = tokensOf(version, suggested, [before.size?.tokens, after.size?.tokens])
  const problems = [
    ...after.findings.filter(isNew).map(tell),
    ...lostNames(version, suggested, context).map((name) => `It has lost ${name}, which the version takes.`),
    ...(tokens.after < tokens.before ? [] : [`It is not shorter: ${tokens.after} tokens instead of ${tokens.before}.`]),
  ]
  if (problems.length > 0) return { usable: false, problems: problems.slice(0, mostProblems) }
  const { system_template, template } = suggested
  const suggestion = {
    ...{ system_template, template, changes, tokens },
    differences: differencesBetween(version, suggested),
    findings: after.findings,
  }
  return { usable: true, suggestion }
}

function tell({ message, part, line }: PromptFinding): string {
  const where = part === 'system_template' ? 'the system part' : part === 'template' ? 'the user part' : null
  const place = where === null ? '' : ` In ${where}${line === undefined ? '' : `, line ${line}`}:`
  return `Something new is wrong.${place} ${message}.`
}

/** The prompt's tokens at an invented request where both can be rendered; else those of the texts. */
function tokensOf(version: PromptText, suggested: PromptText, rendered: [number | undefined, number | undefined]) {
  const [before, after] = rendered
  if (before !== undefined && after !== undefined) return { before, after }
  return { before: tokensOfText(version), after: tokensOfText(suggested) }
}

/** What a version's texts have, in tokens, unrendered. */
export function tokensOfText({ system_template, template }: Pick<PromptText, 'system_template' | 'template'>): number {
  return countTokens(system_template) + countTokens(template)
}

/** Names and partials that the version takes and the suggestion does not. */
function lostNames(
  version: VersionToValidate,
  suggested: VersionToValidate,
  { partials }: ValidationContext,
): string[] {
  const kept = namesIn(suggested, partials)
  return kept === null ? [] : [...(namesIn(version, partials) ?? [])].filter((name) => !kept.has(name))
}

/** Null for a text that cannot be read: that is told otherwise. */
function namesIn(version: VersionToValidate, partials: ValidationContext['partials']): Set<string> | null {
  try {
    const own = findReferences(engine, { ...version, version: 1, partials })
      .filter(({ partial }) => partial === undefined)
      .map(({ path }) => `{{ ${path.join('.')} }}`)
    const rendered = namesOfPartials(engine, [version.system_template, version.template], partials) ?? []
    return new Set([...own, ...rendered.map((name) => `{% render '${name}' %}`)])
  } catch {
    return null
  }
}
