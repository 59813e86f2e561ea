import { describeNotice, type Notice } from '@hg/contracts'
import { type Letter, writeDigest } from '@hg/mail'

/** So many are told one by one in a message; the rest is a number. */
const mostTold = 25

/**
 * A mail to one person about these notices.
 *
 * @param about.letter what the message's id is made of, the same at every try
 * @param about.publicUrl the web app's address
 */
export function writeMail(notices: Notice[], about: { to: string; letter: string; publicUrl: string }): Letter {
  const { to, letter, publicUrl } = about
  const told = notices.slice(0, mostTold).map((notice) => {
    const { title, detail, path } = describeNotice(notice)
    return { title, detail, url: urlOf(publicUrl, path) }
  })
  const more = notices.length - told.length
  const items = more > 0 ? [...told, { title: `${more} more in the app`, detail: null, url: publicUrl }] : told
  const [first] = told
  const others = notices.length - 1
  const title = first?.title ?? 'News from HG Content'
  return {
    ...writeDigest({
      to,
      subject: others > 0 ? `${title}, and ${others} more` : title,
      items,
      settings: {
        words: 'You are told of this because of your settings. Change what you are told of:',
        url: urlOf(publicUrl, '/account/notifications'),
      },
    }),
    messageId: `<${letter}@${new URL(publicUrl).hostname}>`,
  }
}

/** A message for a channel in Slack, in its markup. Names are shown, and can neither mention nor link. */
export function writeSlackText(notices: Notice[], publicUrl: string): string {
  const told = notices.slice(0, mostTold).map((notice) => {
    const { title, detail, path } = describeNotice(notice)
    const link = `<${urlOf(publicUrl, path)}|${escapeSlack(title)}>`
    return detail === null ? link : `${link}\n${escapeSlack(detail)}`
  })
  const more = notices.length - told.length
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}

function urlOf(publicUrl: string, path: string): string {
  return new URL(path, publicUrl).href
}

/** As Slack asks for it; a bar would end a link's address, and line breaks its line. */
function escapeSlack(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\|/g, '¦')
}
