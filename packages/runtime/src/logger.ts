import { type Logger, pino } from 'pino'

export type { Logger }

/** Paths that never reach a log line. */
const redacted = [
  '*.authorization',
  '*.cookie',
  'req.headers.authorization',
  'req.headers.cookie',
  '*.password',
  '*.apiKey',
  '*.secret',
]

/**
 * The structured logger of one process. Lines are events with fields, written as JSON (`pretty` for a terminal).
 *
 * @param options.service name that stands on every line
 */
export function createLogger(options: { service: string; level: string; pretty?: boolean }): Logger {
  return pino({
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redacted, censor: '[redacted]' },
    ...(options.pretty ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {}),
  })
}
