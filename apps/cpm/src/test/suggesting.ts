import {
  suggestionPromptRequest,
  suggestionReadingRequest,
  type SuggestionPrompt,
  type SuggestionReading,
} from '@hg/contracts'
import { estimateTokens } from '@hg/llm'

/** The template that the stand-in for the instructions module has a tighter version asked of. */
export const suggestedTemplate = 'Topic: {{ topic }}\nPlease make sure to be brief.\nPlease be kind.'

const nothing = { added: 0, removed: 0, lines: [] }

/** What the instructions module answers around a suggestion; undefined for any other path. */
export function answerAboutSuggestion(path: string, body: unknown): SuggestionPrompt | SuggestionReading | undefined {
  if (path === '/suggestion-prompt') return promptFor(body)
  if (path === '/suggestion-reading') return readingOf(suggestionReadingRequest.parse(body).answer)
  return undefined
}

function promptFor(body: unknown): SuggestionPrompt {
  const { instructions = 'None.', earlier } = suggestionPromptRequest.parse(body)
  const quoted = (text: string) => text.replace(/^/gm, '> ')
  const user = [
    'Make this prompt template tighter.',
    `<<<WISHES\n${quoted(instructions)}\nWISHES>>>`,
    `The user part:\n<<<USER\n${quoted(suggestedTemplate)}\nUSER>>>`,
    ...(earlier ? ['Your first answer cannot be used:', ...earlier.problems.map((problem) => `- ${problem}`)] : []),
  ].join('\n')
  return { prompt: { system: 'You are the editor of prompt templates.', user }, tokens: estimateTokens(user) + 12 }
}

function readingOf(answer: string): SuggestionReading {
  const template = /<<<USER\n([\s\S]*?)\nUSER>>>/.exec(answer)?.[1]
  if (template === undefined) return { usable: false, problems: ['The block USER is missing.'] }
  if (!template.includes('{{ topic }}')) return { usable: false, problems: ['It has lost {{ topic }}.'] }
  if (template.length >= suggestedTemplate.length) return { usable: false, problems: ['It is not shorter.'] }
  const differences = {
    ...{ system_template: nothing, template: { added: 1, removed: 1, lines: [] } },
    ...{ variables: [], model_settings: [], trim_order: null },
  }
  const tokens = { before: estimateTokens(suggestedTemplate), after: estimateTokens(template) }
  return {
    usable: true,
    suggestion: { system_template: '', template, changes: ['Shorter.'], differences, findings: [], tokens },
  }
}
