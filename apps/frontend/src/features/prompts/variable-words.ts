import { describePromptVariable, type PromptVariable } from '@hg/contracts'
import type { NeededVariable } from './request-variables.ts'

/** `target_grade` as `Target grade`. */
export function nameInWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return (words[0]?.toUpperCase() ?? '') + words.slice(1)
}

/** What stands below a variable's field; undefined where the field says it all. */
export function hintOf(variable: PromptVariable): string | undefined {
  const told = [
    variable.description && `${variable.description.replace(/[.]$/, '')}.`,
    variable.type === 'array' && 'One entry a line.',
    variable.default !== undefined && `Without it: ${defaultInWords(variable.default).replace(/[.]$/, '')}.`,
  ].filter(Boolean)
  return told.length > 0 ? told.join(' ') : undefined
}

/** What a cell of a variable's column holds: `a whole number from 1 to 9; without it, 3`. */
export function cellInWords({ variable, required }: NeededVariable): string {
  const parted = variable.type === 'array' ? ', parted by |' : ''
  const without = variable.default === undefined ? '' : `; without it, ${defaultInWords(variable.default)}`
  return `${describePromptVariable(variable)}${parted}${required ? '; must be given' : without}`
}

function defaultInWords(value: NonNullable<PromptVariable['default']>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value)
}
