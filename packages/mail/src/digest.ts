import { escapeHtml, type Letter, oneLine, page, paragraph, small } from './letter.ts'

/** One thing that a digest tells of, and where it leads: an address of ours. */
export interface DigestItem {
  title: string
  detail: string | null
  url: string
}

/**
 * Writes a letter that tells of several things, each with its link. Titles are somebody's input: shown, never obeyed.
 *
 * @param parts.settings where one says what one is told of
 */
export function writeDigest(parts: {
  to: string
  subject: string
  items: DigestItem[]
  settings: { words: string; url: string }
}): Letter {
  const { to, settings } = parts
  const items = parts.items.map(({ title, detail, url }) => ({
    title: oneLine(title),
    detail: detail === null ? null : oneLine(detail),
    url,
  }))
  const text = [
    ...items.map(({ title, detail, url }) => [title, ...(detail === null ? [] : [detail]), url].join('\n')),
    `${settings.words}\n${settings.url}`,
    'HG Content',
  ].join('\n\n')
  const html = page([
    ...items.map(
      ({ title, detail, url }) =>
        `<p style="margin:0 0 20px"><a href="${escapeHtml(url)}" style="color:#1a1d24;font-weight:600">${escapeHtml(title)}</a>` +
        `${detail === null ? '' : `<br><span style="color:#5c6370">${escapeHtml(detail)}</span>`}</p>`,
    ),
    paragraph(settings.words, `;margin-top:32px${small}`),
    `<p style="margin:0 0 24px;font-size:13px"><a href="${escapeHtml(settings.url)}">${escapeHtml(settings.url)}</a></p>`,
  ])
  return { to, subject: oneLine(parts.subject), text, html, settingsUrl: settings.url }
}
