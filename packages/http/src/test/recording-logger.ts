import type { Logger } from '@hg/runtime'
import { pino } from 'pino'

export type LogLine = Record<string, unknown> & { msg: string }

/** A logger whose lines can be read. */
export function recordingLogger(level = 'info'): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = []
  const write = (line: string) => lines.push(JSON.parse(line) as LogLine)
  return { logger: pino({ level, base: null }, { write }), lines }
}
