import { ApiError } from '#lib/api.ts'

/** True for the refusal of a budget that has no room. */
export function isBudgetRefusal(error: Error | null): error is ApiError {
  return error instanceof ApiError && error.code === 'budget_spent'
}
