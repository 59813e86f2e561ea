import { finding, type Finding, rewriteAt } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import type { Piece } from '../piece/piece.ts'
import { plainHeading } from './match-heading.ts'
import { workIn } from './fitting-paragraph.ts'

export interface InternalLink {
  url: string
  anchor?: string
}

/** Links are the same whatever case their host, and whether a slash ends them. */
function sameUrl(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.host}${parsed.pathname.replace(/\/$/, '')}${parsed.search}`.toLowerCase() : url
}

/**
 * At least one of the client's pages is linked, under the words that go with it, and no link to the client's site leads to
 * a page that is not listed.
 */
export function checkInternalLinks(piece: Piece, known: InternalLink[]): Finding {
  const byUrl = new Map(known.map((link) => [sameUrl(link.url), link]))
  const hosts = new Set(known.map(({ url }) => URL.parse(url)?.host))
  const ours = piece.links.filter(({ url }) => hosts.has(URL.parse(url)?.host))
  const unknown = ours.filter(({ url }) => !byUrl.has(sameUrl(url)))
  const misnamed = ours.flatMap((link) => {
    const anchor = byUrl.get(sameUrl(link.url))?.anchor
    return anchor !== undefined && !plainHeading(link.text).includes(plainHeading(anchor)) ? [{ link, anchor }] : []
  })
  const right = ours.length - unknown.length - misnamed.length
  const faults = [
    ...unknown.map((link) => ({ link, note: 'not one of the client’s listed pages', ask: 'Leave this link out.' })),
    ...misnamed.map(({ link, anchor }) => ({
      link,
      note: `linked words should be "${anchor}"`,
      ask: `Link the words "${anchor}" to ${link.url}.`,
    })),
  ]
  const first = known[0]
  return finding(piece, {
    id: 'internal_links',
    label: 'Internal links',
    severity: 'warning',
    expected: `at least one of ${known.length} ${known.length === 1 ? 'page' : 'pages'}, each under its own words`,
    actual: `${right} right${faults.length > 0 ? `, ${faults.length} wrong` : ''}`,
    miss: right > 0 && faults.length === 0 ? 0 : right > 0 ? 0.5 : 1,
    evidence: [
      ...(ours.length === 0 ? ['missing: a link to one of the client’s pages'] : []),
      ...faults.map(({ link, note }) => `${link.url}: ${note}`),
    ],
    spans: faults.map(({ link, note }) => spanAt(piece, 'content', link, note)),
    mends: [
      ...faults.flatMap(({ link, note, ask }) => rewriteAt([spanAt(piece, 'content', link, note)], () => ask)),
      ...(right === 0 && misnamed.length === 0 && first ? [linkTo(piece, first)] : []),
    ],
  })
}

function linkTo(piece: Piece, { url, anchor }: InternalLink) {
  const linked = `[${anchor ?? url}](${url})`
  return workIn(piece, anchor ?? url, `Work in this link where it helps the reader: ${linked}`, new Set())
}
