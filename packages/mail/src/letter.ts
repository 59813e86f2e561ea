/** A mail to one person: plain text, and the same as simple HTML. */
export interface Letter {
  to: string
  subject: string
  text: string
  html: string
  /** `<…@…>`, the same at every try, so that mail programs show a repetition once. */
  messageId?: string
  /** Where the receiver says that no more such letters are wanted: an address of ours (RFC 2369). */
  settingsUrl?: string
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** What is shown as it is, whatever stands in it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
}

/** Names are somebody's input: on one line, so that none can pretend to be another part of the letter. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Writes a letter that leads to one link. Paragraphs are plain text; what stands in them is shown, never obeyed.
 *
 * @param parts.link an address of ours
 * @param parts.after what is said below the link
 */
export function writeLetter(parts: {
  to: string
  subject: string
  before: string[]
  link: { label: string; url: string }
  after: string[]
}): Letter {
  const { to, link } = parts
  const [subject, before, after] = [oneLine(parts.subject), parts.before.map(oneLine), parts.after.map(oneLine)]
  const text = [...before, `${link.label}:\n${link.url}`, ...after, 'HG Content'].join('\n\n')
  const html = page([
    ...before.map((words) => paragraph(words)),
    `<p style="margin:24px 0"><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:10px 18px;`,
    `border-radius:5px;background:#1a1d24;color:#fbfcfd;text-decoration:none">${escapeHtml(link.label)}</a></p>`,
    `<p style="margin:0 0 24px;font-size:13px;word-break:break-all">${escapeHtml(link.url)}</p>`,
    ...after.map((words) => paragraph(words, small)),
  ])
  return { to, subject, text, html }
}

/** How what is of less weight looks. */
export const small = ';font-size:13px;color:#5c6370'

/** Plain words as a paragraph. */
export function paragraph(words: string, style = ''): string {
  return `<p style="margin:0 0 16px${style}">${escapeHtml(words)}</p>`
}

/** The sheet that a letter stands on. */
export function page(parts: string[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>',
    '<body style="margin:0;padding:32px 16px;background:#fbfcfd;color:#1a1d24;',
    'font:16px/1.5 -apple-system,BlinkMacSystemFont,Segoe UI,Roboto,sans-serif">',
    '<div style="max-width:32rem;margin:0 auto">',
    ...parts,
    paragraph('HG Content', small),
    '</div></body></html>',
  ].join('')
}
