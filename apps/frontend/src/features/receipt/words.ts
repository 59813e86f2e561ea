import type { AttemptPurpose, PromptSettingNote, ReceiptPart, RepairVerdict } from '@hg/contracts'

export const purposeLabels: Record<AttemptPurpose, string> = { write: 'Writing', repair: 'Repair' }

export const partLabels: Record<ReceiptPart['kind'], string> = {
  input: 'Read',
  cached_input: 'Read from its cache',
  cache_write: 'Written to its cache',
  output: 'Written',
}

const outcomes: Record<string, string> = {
  started: 'under way',
  succeeded: 'succeeded',
  failed: 'failed',
  aborted: 'stopped',
  lost: 'lost with its worker',
}

/** What became of a call. */
export function outcomeOf(status: string): string {
  return outcomes[status] ?? status
}

export const verdictLabels: Record<RepairVerdict, string> = {
  better: 'Taken',
  no_better: 'Not taken: no better',
  breaks_another: 'Not taken: it broke another check',
  unusable: 'Not taken: the answer was of no use',
  call_failed: 'Not made: the call failed',
  over_budget: 'Not made: no room within the cost limit',
  lost: 'Lost with its worker',
}

/** `word_count` as words. */
export function checkName(id: string): string {
  return id.replaceAll('_', ' ')
}

/** What a prompt's version asks of the model. */
export const settingLabels: Record<PromptSettingNote['setting'], string> = {
  provider: 'Provider',
  model: 'Model',
  routing: 'Routing',
  temperature: 'Temperature',
  max_output_tokens: 'Tokens at most',
}
