import { createLogger, type Logger } from '@hg/runtime'

export type LogLine = Record<string, unknown> & { msg: string }

/** A service's logger whose lines can be read. */
export function recordingLogger(level = 'info'): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as LogLine)
  return { logger: createLogger({ service: 'test', level, destination: { write } }), lines }
}
