import type { ProviderError } from '../errors.ts'

/**
 * Whether a failure speaks against the provider, so that others had better stay away for a while. A bad request, refused
 * content, a prompt that is too long or an empty answer are the call's own fault.
 */
export function countsAgainstProvider({ errorClass, code }: Pick<ProviderError, 'errorClass' | 'code'>): boolean {
  if (errorClass === 'give_up') return false
  return code !== 'context_too_long' && code !== 'empty_answer' && code !== 'deadline_exceeded'
}
