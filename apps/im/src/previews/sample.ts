import { orderedVariables, type PromptVariable, type PromptVariables } from '@hg/contracts'

/** What a sample is about. */
export const sampleRequest = {
  topic: 'What to know before one begins',
  keywords: ['first keyword', 'second keyword'],
  brief: 'For people who have never done it.\nMention that asking costs nothing.',
}

/** A value for each variable that has no default of its own. Pure. */
export function sampleValues(declared: PromptVariables): Record<string, string | number | boolean | string[]> {
  const open = orderedVariables(declared).filter(([, variable]) => variable.default === undefined)
  return Object.fromEntries(open.map(([name, variable]) => [name, valueOf(name, variable)]))
}

function valueOf(name: string, variable: PromptVariable): string | number | boolean | string[] {
  const example = name.replaceAll('_', ' ')
  switch (variable.type) {
    case 'string':
      return variable.enum?.[0] ?? example.slice(0, variable.maxLength)
    case 'array':
      return [variable.items.enum?.[0] ?? example.slice(0, variable.items.maxLength)]
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return variable.enum?.[0] ?? numberWithin(variable)
  }
}

function numberWithin({ type, minimum, maximum }: Extract<PromptVariable, { type: 'integer' | 'number' }>): number {
  const within = Math.min(Math.max(1, minimum ?? 1), maximum ?? Infinity)
  return type === 'integer' ? Math.ceil(within) : within
}
