import type { ExportedPiece } from '@hg/contracts'
import { createLogger } from '@hg/runtime'
import { text } from 'node:stream/consumers'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { type Harness, startHarness } from '../../test/harness.ts'
import { createTextThreads } from '../../threads/text-threads.ts'
import { saveRevision } from '../revisions/save.ts'
import { submitJob } from '../submit.ts'
import { exportPiece, writeFile } from './export-piece.ts'
import { exportPieces } from './export-pieces.ts'
import { fileName } from './file-name.ts'

const content = `Intro with **bold**, *italic*, \`code\` and a [link](https://example.com/a?b=1&c=2).

# A first-level heading

## Steps

1. One
2. Two
   - Inner point

Between.

1. Counts for itself

| Work | Price |
| --- | ---: |
| Panel | **varies** |

> A quotation.

<script>alert(1)</script>

[bad](javascript:alert(1)) ![A lot](https://example.com/lot.png) See [home][home].

[home]: https://example.com/home
`

const piece: ExportedPiece = {
  job_id: '0190a6d8-0000-7000-8000-0000abcd1234',
  client_id: '0190a6d8-0000-7000-8000-000000000001',
  content_type: 'blog_post',
  topic: 'Panels',
  title: 'Über "panels" & <more>',
  meta_description: 'Said in "one" line.',
  content,
  word_count: 20,
  quality: { score: 100, passed: true, min_score: 0, checks: [], left_out: [] },
  keywords: ['panel'],
  language: 'en-US',
  revision: 2,
  revised_at: '2026-03-10T12:00:00.000Z',
  created_at: '2026-03-10T11:00:00.000Z',
}

async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) files[entry.fileName] = await text(await zip.openReadStreamPromise(entry))
  return files
}

const threads = createTextThreads({ threads: 1, logger: createLogger({ service: 'test', level: 'silent' }) })
afterAll(() => threads.close())

describe('a file', () => {
  it.each([
    ['Über "panels" & <more>', 'uber-panels-more-abcd1234.docx'],
    ['東京', 'piece-abcd1234.docx'],
    ['../../etc/passwd\r\nx: y', 'etc-passwd-x-y-abcd1234.docx'],
  ])('of %j is called %s', (title, name) => expect(fileName({ ...piece, title }, 'docx')).toBe(name))

  it('of Markdown has title and meta description in front', async () => {
    const { bytes, contentType } = await writeFile(threads, piece, 'markdown')
    expect(contentType).toBe('text/markdown; charset=utf-8')
    expect(bytes.toString()).toBe(
      `---\ntitle: "Über \\"panels\\" & <more>"\ndescription: "Said in \\"one\\" line."\n---\n\n` +
        `# Über "panels" & <more>\n\n${content}`,
    )
  })

  it('of HTML stands alone, has one title, and no script of the piece', async () => {
    const html = (await writeFile(threads, piece, 'html')).bytes.toString()
    expect(html).toContain('<html lang="en-US">')
    expect(html).toContain('<title>Über "panels" &amp; &lt;more&gt;</title>'.replaceAll('"', '&quot;'))
    expect(html).toContain('<meta name="description" content="Said in &quot;one&quot; line.">')
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain('<h2>A first-level heading</h2>')
    expect(html).toContain('<a href="https://example.com/a?b=1&#x26;c=2">link</a>')
    expect(html).toContain('<td align="right"><strong>varies</strong></td>')
    expect(html).not.toMatch(/<script|javascript:|alert/)
  })

  it('of Word has real headings, lists that count for themselves, tables, links and emphasis', async () => {
    const files = await unzip((await writeFile(threads, piece, 'docx')).bytes)
    const document = files['word/document.xml'] ?? ''
    const styles = [...document.matchAll(/<w:pStyle w:val="([^"]+)"/g)].map(([, style]) => style)
    expect(styles).toEqual(expect.arrayContaining(['Title', 'Heading1', 'ListParagraph', 'Quote']))
    expect(styles.filter((style) => style === 'Heading1')).toHaveLength(2)
    expect(document).toContain('<w:rStyle w:val="Strong"/>')
    expect(document).toContain('<w:rStyle w:val="Emphasis"/>')
    expect(document).toContain('<w:tblHeader/>')
    expect(document.match(/<w:hyperlink /g)).toHaveLength(2)
    expect(files['word/_rels/document.xml.rels']).toContain('https://example.com/a?b=1&amp;c=2')
    const lists = new Set([...document.matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id))
    expect(lists.size).toBe(3)
    for (const style of ['Strong', 'Emphasis', 'Quote', 'Heading1'])
      expect(files['word/styles.xml']).toContain(`w:styleId="${style}"`)
    expect(files['docProps/core.xml']).toContain('Said in &quot;one&quot; line.')
    expect(Object.values(files).join()).not.toMatch(/javascript:|<script|alert\(1\)/)
  })

  it.each([
    ['nothing but a heading', '## One'],
    [
      'lists in lists in lists',
      Array.from({ length: 14 }, (_, depth) => `${'  '.repeat(depth)}- level ${depth}`).join('\n'),
    ],
    ['an empty list item and an empty cell', '-\n\n| a |\n| - |\n| |'],
    ['control characters', 'a\u0001b\u001fc\ufffe'],
    ['code, footnotes and tasks', '```js\nx\ny\n```\n\nText[^1]\n\n[^1]: Note.\n\n- [x] done\n- [ ] open'],
  ])('of Word can hold %s', async (_, markdown) => {
    const { bytes } = await writeFile(threads, { ...piece, content: markdown }, 'docx')
    const document = (await unzip(bytes))['word/document.xml'] ?? ''
    // What XML does not allow.
    expect(document).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    expect(document).toContain('</w:document>')
  })
})

describe('a text that nobody could lay out in good time', () => {
  const nested = { ...piece, content: `${'> '.repeat(4000)}x` }
  it.each(['html', 'docx'] as const)('is no %s, and says why', async (format) => {
    await expect(writeFile(threads, nested, format)).rejects.toMatchObject({
      code: 'unprocessable',
      message: 'The piece cannot be laid out: it has quotes or lists more than 20 deep. It can be had as Markdown.',
    })
  })
  it('is handed over as Markdown and JSON', async () => {
    expect((await writeFile(threads, nested, 'markdown')).bytes.toString()).toContain('> > > ')
    expect((await writeFile(threads, nested, 'json')).bytes.toString()).toContain('> > > ')
  })
})

describe('an export', () => {
  let h: Harness
  beforeAll(async () => {
    h = await startHarness()
  })
  afterAll(() => h.close())

  const submit = async () => (await submitJob(h.server, h.as('member'), h.request())).accepted.job_id
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing was thrown',
      (error: { code?: string }) => error.code,
    )

  it('hands over the latest revision, or the named one, to whoever may see it', async () => {
    const id = await submit()
    expect(await codeOf(exportPiece(h.server, h.as('viewer'), id, { format: 'json' }))).toBe('job_not_ready')
    await h.deliver(id)
    const edit = { title: 'By hand', meta_description: null, content: 'Edited.', base_version: 1 }
    await saveRevision(h.server, h.as('member'), id, edit)
    const json = async (revision?: number) =>
      JSON.parse(
        (await exportPiece(h.server, h.as('viewer'), id, { format: 'json', revision })).bytes.toString(),
      ) as ExportedPiece
    expect(await json()).toMatchObject({ job_id: id, revision: 2, title: 'By hand', content: 'Edited.' })
    expect((await json(1)).content).not.toBe('Edited.')
    expect(await codeOf(json(3))).toBe('not_found')
    const stranger = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.owner } }
    expect(await codeOf(exportPiece(h.server, stranger, id, { format: 'json' }))).toBe('not_found')
  })

  it('of several is one archive of all, or an error before it begins', async () => {
    const ids = [await submit(), await submit()]
    for (const id of ids) await h.deliver(id)
    const archive = await exportPieces(h.server, h.as('viewer'), { ids, format: 'markdown' })
    const files = await unzip(await buffer(archive))
    expect(Object.keys(files).map((name) => name.slice(-11, -3))).toEqual(ids.map((id) => id.slice(-8)))
    expect(Object.values(files).every((file) => file.startsWith('---\ntitle: "'))).toBe(true)
    const nested = { title: 'Deep', meta_description: null, content: '> '.repeat(4000), base_version: 1 }
    await saveRevision(h.server, h.as('member'), ids[1] ?? '', nested)
    const mixed = await unzip(await buffer(await exportPieces(h.server, h.as('viewer'), { ids, format: 'html' })))
    expect(Object.keys(mixed).map((name) => name.replace(/.*\./, ''))).toEqual(['html', 'md', 'txt'])
    expect(mixed['NOT-AS-ASKED.txt']).toMatch(/^deep-\w{8}\.md: The piece cannot be laid out: it has quotes or lists/)
    const unwritten = [...ids, await submit()]
    await expect(exportPieces(h.server, h.as('viewer'), { ids: unwritten, format: 'markdown' })).rejects.toMatchObject({
      code: 'job_not_ready',
      message: '1 of the 3 pieces has no text.',
      fields: [{ path: 'ids.2', message: 'The job is pending: it has no text.' }],
    })
  })
})
