import { type DestinationStream, type Logger, pino } from 'pino'
import { describeError } from './describe-error.ts'
import { hideSecretFields } from './hide-secrets.ts'

export type { Logger }

/**
 * The structured logger of one process. Lines are events with fields, written as JSON (`pretty` for a terminal), without
 * the secrets of this process, and errors without SQL, rows and host names.
 *
 * @param options.service name that stands on every line
 * @param options.destination where lines go instead of standard output
 */
export function createLogger(options: {
  service: string
  level: string
  pretty?: boolean
  destination?: DestinationStream
}): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    hooks: {
      // A bare error would give its message to the line unseen.
      logMethod(this: Logger, args: Parameters<pino.LogFn>, log: pino.LogFn) {
        const [first, ...rest] = args as unknown[]
        if (first instanceof Error && rest.length === 0) log.apply(this, [{ err: first }, 'unexpected error'])
        else log.apply(this, args)
      },
      streamWrite: hideSecretFields,
    },
    ...(options.pretty ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {}),
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}
