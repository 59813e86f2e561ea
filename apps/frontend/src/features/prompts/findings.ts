import { promptPart, type PromptFinding } from '@hg/contracts'
import { ApiError } from '#lib/api.ts'

/** The parts of a version, at which the service says what is wrong. */
export const partNames: string[] = promptPart.options

/** Whether a text was refused for what it says. */
export function isRefusedText(error: Error): error is ApiError {
  return error instanceof ApiError && error.code === 'template_invalid'
}

/** Why a text was refused, place by place; nothing for other errors. */
export function findingsOf(error: Error | null): PromptFinding[] {
  if (error === null || !isRefusedText(error)) return []
  return error.fields.map(({ path, message, line, column }) => {
    const part = promptPart.safeParse(path.split('.')[0]).data
    return { severity: 'error', code: error.code, message, ...(part ? { part } : {}), line, column }
  })
}
