import { AppError } from '@hg/runtime'
import { describe, expect, it } from 'vitest'
import { readBatchCsv } from './read-csv.ts'
import { toCsv } from './results-csv.ts'

const items = (csv: string) => readBatchCsv(csv).map((row) => row.item)
const refusal = (csv: string): AppError => {
  try {
    readBatchCsv(csv)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('was not refused')
}

describe('a CSV file of requests', () => {
  it.each([
    ['commas and LF', 'topic,content_type\nParking lots,faq\n'],
    ['semicolons and CRLF', 'topic;content_type\r\nParking lots;faq\r\n'],
    ['tabs', 'topic\tcontent_type\nParking lots\tfaq'],
    ['a byte order mark', '\uFEFFtopic,content_type\nParking lots,faq'],
    ['headings as people write them', '"Topic","Content Type"\n"Parking lots","FAQ"'],
    ['empty lines and empty rows', 'topic,content_type\n\nParking lots,faq\n,\n\n'],
  ])('is read with %s', (_name, csv) => {
    expect(items(csv)).toEqual([{ topic: 'Parking lots', content_type: 'faq' }])
  })

  it('is read cell by cell: lists, numbers, what goes to the model, metadata; empty cells are not there', () => {
    const csv =
      'topic,keywords,brief,provider,temperature,priority,meta:Campaign,var.Season,VAR.rooms\n' +
      '"Lots, and ""more""","asphalt | drainage;paving","Two\nlines",OpenAI,0.3,2,Spring,mild and wet,3\n' +
      'Plain words,,,,,,,,\n'
    expect(items(csv)).toEqual([
      {
        topic: 'Lots, and "more"',
        keywords: ['asphalt', 'drainage', 'paving'],
        brief: 'Two\nlines',
        llm: { provider: 'openai', temperature: 0.3 },
        priority: 2,
        metadata: { Campaign: 'Spring' },
        variables: { season: 'mild and wet', rooms: '3' },
      },
      { topic: 'Plain words' },
    ])
  })

  it('names the column of a variable that is none', () => {
    const [row] = readBatchCsv('topic,var.tone of day\nFine words,calm\n')
    expect(row?.errors).toMatchObject([{ path: 'variables.tone of day', line: 2, column: 2 }])
  })

  it('names the line of a row whose variables are too many together', () => {
    const names = Array.from({ length: 51 }, (_, index) => `v${index}`)
    const [row] = readBatchCsv(`topic,${names.map((name) => `var.${name}`).join(',')}\nFine words${',1'.repeat(51)}\n`)
    expect(row?.errors).toEqual([{ path: 'variables', message: 'must have at most 50 entries', line: 2 }])
  })

  it('names line and column of every cell that is wrong, and reads the rest', () => {
    const rows = readBatchCsv('topic,content_type,priority\nFine words,faq,1\nNo,poem,often\n,faq,3\n')
    expect(rows.map((row) => row.item !== null)).toEqual([true, false, false])
    expect(rows[1]?.topic).toBe('No')
    expect(rows[1]?.errors).toMatchObject([
      {
        path: 'content_type',
        line: 3,
        column: 2,
        message: expect.stringMatching(/^must be one of blog_post, article,/) as string,
      },
      { path: 'topic', line: 3, column: 1, message: 'must have at least 3 characters' },
      { path: 'priority', line: 3, column: 3, message: 'must be a number' },
    ])
    expect(rows[2]?.errors).toMatchObject([{ path: 'topic', line: 4, column: 1, message: 'is missing' }])
  })

  it.each([
    ['nothing in it', '', /empty/, {}],
    ['no rows', 'topic,brief\n', /no rows/, {}],
    ['no column for topics', 'subject\nLots\n', /columns/, { line: 1, column: 1 }],
    ['a column twice', 'topic,Topic\nLots,Lots\n', /columns/, { line: 1, column: 2 }],
    ['a quotation mark that stays open', 'topic\n"Lots\n', /not valid CSV/, {}],
    ['rows of different lengths', 'topic,brief\nLots of words\n', /not valid CSV/, { line: 2 }],
    ['501 rows', `topic\n${'Lots\n'.repeat(501)}`, /has 501 rows; a batch takes 500 at most/, {}],
  ])('with %s is refused', (_name, csv, detail, place) => {
    const { code, message, fields } = refusal(csv)
    expect(code).toBe('invalid_request')
    expect(message).toMatch(detail)
    expect(fields[0]).toMatchObject({ path: 'csv', ...place })
  })
})

it.each(['=cmd()', '+1', '-1', '@sum', '\tx', '\rx'])('%j is no formula in a CSV file that is written', (cell) => {
  expect(
    toCsv([[cell]])
      .replace(/^"/, '')
      .startsWith("'"),
  ).toBe(true)
})
