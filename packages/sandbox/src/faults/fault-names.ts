/**
 * What can go wrong with a call. Numbers are HTTP statuses; `quota`, `context` are an exhausted account and a prompt that
 * is too long. `reset` breaks the connection before an answer, `drop` in the middle of it; `cut` ends a stream in the middle as if it
 * were complete; `malformed` sends what is no JSON; `hang` never answers; `empty` answers without text; `refused` answers that
 * the content is not allowed.
 */
export const faultNames = [
  '400',
  '401',
  '404',
  '429',
  '500',
  '503',
  '529',
  'quota',
  'context',
  'reset',
  'hang',
  'cut',
  'drop',
  'malformed',
  'empty',
  'refused',
] as const

export type FaultName = (typeof faultNames)[number]
