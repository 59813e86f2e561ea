import { batchItem, type BatchItem, type FieldError, maxBatchItems } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import { CsvError, type InfoRecord } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { columnNames, columnOf, columnOfPath, toItem } from './csv-columns.ts'

/** One record of a file: an item, or why it is none. */
export interface CsvRow {
  item: BatchItem | null
  /** What stands in its topic, whatever else is wrong. */
  topic: string | null
  /** Wrong fields, their paths told from the item. */
  errors: FieldError[]
  /** Where a field of the item stands in the file: the line, and which of the columns, both from 1. */
  placeOf: (path: string) => { line: number; column?: number }
}

interface Parsed {
  record: string[]
  info: InfoRecord
}

/**
 * Reads a CSV file of requests, its first record naming the columns. Comma, semicolon or tab, whichever parts the first line;
 * quotes, line ends of any kind and a byte order mark are taken; empty lines are passed over.
 *
 * @throws {AppError} `invalid_request` with lines and columns when the file cannot be read as a whole, or has too many rows
 */
export function readBatchCsv(text: string): CsvRow[] {
  const [head, ...body] = parseRecords(text)
  if (!head)
    throw refuse('The file is empty.', [{ path: 'csv', message: 'must have a first row that names the columns' }])
  const columns = readHead(head)
  if (body.length === 0)
    throw refuse('The file has no rows.', [{ path: 'csv', message: 'must have a row below the names of the columns' }])
  if (body.length > maxBatchItems) {
    const message = `has ${body.length} rows; a batch takes ${maxBatchItems} at most`
    throw refuse(`The file ${message}.`, [{ path: 'csv', message }])
  }
  return body.map((one) => readRow(columns, one))
}

function readRow(columns: string[], { record, info }: Parsed): CsvRow {
  const cells = record.map((cell, index): [string, string] => [columns[index] ?? '', cell])
  const placeOf = (path: string) => {
    const column = columns.indexOf(columnOfPath(path) ?? '')
    return column < 0 ? { line: info.lines } : { line: info.lines, column: column + 1 }
  }
  const topic = cells.find(([name]) => name === 'topic')?.[1].trim() ?? null
  const parsed = batchItem.safeParse(toItem(cells))
  if (parsed.success) return { item: parsed.data, topic, errors: [], placeOf }
  const errors = parsed.error.issues.map((issue) => {
    const path = issue.path.join('.')
    const column = columnOfPath(path)
    // What stands in no one column (all variables, all metadata) was put together from several that are there.
    const isThere = column === null || cells.some(([name, cell]) => name === column && cell.trim() !== '')
    return { path, message: isThere ? explainCell(issue) : 'is missing', ...placeOf(path) }
  })
  return { item: null, topic, errors, placeOf }
}

/** What a cell should have been. */
function explainCell(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be a ${issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return issue.message
}

function readHead({ record, info }: Parsed): string[] {
  const errors: FieldError[] = []
  const columns = record.map((heading, index) => {
    const name = columnOf(heading)
    const at = { path: 'csv', line: info.lines, column: index + 1 }
    if (name === null)
      errors.push({
        ...at,
        message: `“${heading.slice(0, 60)}” is no column; there are ${columnNames.join(', ')}, var.<name> and meta:<name>`,
      })
    return name ?? ''
  })
  const twice = columns.findIndex((name, index) => name !== '' && columns.indexOf(name) < index)
  if (twice >= 0)
    errors.push({
      path: 'csv',
      line: info.lines,
      column: twice + 1,
      message: `“${columns[twice] ?? ''}” stands there twice`,
    })
  if (!columns.includes('topic')) errors.push({ path: 'csv', line: info.lines, message: 'must have a column “topic”' })
  if (errors.length > 0) throw refuse('The names of the columns are not in order.', errors)
  return columns
}

function parseRecords(text: string): Parsed[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 200_000,
    }) as unknown as Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? { line: error['lines'] } : {}
    throw refuse('The text is not valid CSV.', [{ path: 'csv', message: explain(error.code), ...line }])
  }
}

const explanations: Partial<Record<CsvError['code'], string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'has another number of columns than the first row',
  CSV_QUOTE_NOT_CLOSED: 'has a quotation mark that is never closed',
  CSV_MAX_RECORD_SIZE: 'has a row that is too long',
}

function explain(code: CsvError['code']): string {
  return (
    explanations[code] ??
    'has a quotation mark in the middle of a cell; write it twice, and the whole cell in quotation marks'
  )
}

/** Which of the usual delimiters stands most often in the first line, outside quotation marks. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

function refuse(detail: string, fields: FieldError[]): AppError {
  return new AppError('invalid_request', detail, { fields })
}
