import { hideSecrets } from './hide-secrets.ts'

/** An error as log lines carry it. */
export interface DescribedError {
  type: string
  message: string
  stack?: string
  cause?: DescribedError
  errors?: DescribedError[]
  [fact: string]: unknown
}

/** What of an error's own properties is logged. All others may quote rows, statements, requests or credentials. */
const facts = [
  'code',
  'errno',
  'syscall',
  'status',
  'statusCode',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'reason',
  'provider',
  'errorClass',
  'providerRequestId',
  'retryAfterMs',
  'attempts',
]
const longestMessage = 2000
const longestSearched = 10_000
const mostFrames = 30
const deepest = 5

const hidden: [RegExp, string][] = [
  [
    /\b(password|passwd|pwd|secret|token|api[ _-]?key|authorization|cookie)(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
    '$1$2[secret]',
  ],
  [/\b(?:select\s[^;]*?\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s)[^]*/gi, '[sql]'],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:\[secret\]@)?[^\s/"')]+/gi, '$1[host]'],
  [/(?<![\w.])(?:[a-z][\w-]*(?:\.[\w-]+)*|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\]):\d{2,5}\b/gi, '[host]'],
  [/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g, '[host]'],
]

/** Where the error says that it went: Node writes it into the message too. */
const placeNames = ['hostname', 'host', 'address']

function tellMessage(error: Error): string {
  let message = hideSecrets(error.message).slice(0, longestSearched)
  for (const name of placeNames) {
    const place: unknown = Reflect.get(error, name)
    if (typeof place === 'string' && place !== '') message = message.replaceAll(place, '[host]')
  }
  for (const [pattern, replacement] of hidden) message = message.replace(pattern, replacement)
  // PostgreSQL quotes the value that it could not read.
  if ('severity' in error) message = message.replace(/: ".*"$/s, ': "…"')
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message
}

/** The lines that say where, without the message that stands above them. */
function tellFrames(stack: string | undefined): string[] {
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return frames.slice(0, mostFrames).map(hideSecrets)
}

function tell(error: unknown, depth: number): DescribedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: hideSecrets(String(error)).slice(0, longestMessage) }
  const message = tellMessage(error)
  const described: DescribedError = { type: error.name, message }
  for (const name of facts) {
    const fact: unknown = Reflect.get(error, name)
    if (typeof fact === 'string') described[name] = hideSecrets(fact)
    else if (typeof fact === 'number' || typeof fact === 'boolean') described[name] = fact
  }
  const frames = tellFrames(error.stack)
  if (frames.length > 0) described.stack = [`${error.name}: ${message}`, ...frames].join('\n')
  if (depth < deepest) {
    if (error.cause !== undefined) described.cause = tell(error.cause, depth + 1)
    if (error instanceof AggregateError) described.errors = error.errors.slice(0, 10).map((one) => tell(one, depth + 1))
  }
  return described
}

/**
 * An error for a log line: its type, message, place and causes, and the facts that help, but no secret, SQL, row, address
 * or host name.
 */
export function describeError(error: unknown): DescribedError {
  return tell(error, 0)
}
