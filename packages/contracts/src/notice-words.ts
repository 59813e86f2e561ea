import type { Notice } from './notification.ts'

const providerNames = { openai: 'OpenAI', anthropic: 'Anthropic', google: 'Google', groq: 'Groq' } as const

/** What a notice says, and where it leads: a path of the web app. The same words in the app, in mails and in Slack. */
export interface NoticeWords {
  title: string
  /** One line below it, or none. */
  detail: string | null
  path: string
}

/** Puts a notice into words. Names in it are somebody's input: plain text, to be escaped where it is shown. */
export function describeNotice(notice: Notice): NoticeWords {
  switch (notice.kind) {
    case 'content_ready':
      return ofPieces(notice, 'is ready', 'pieces are ready', 'completed')
    case 'job_failed':
      return ofPieces(notice, 'could not be written', 'pieces could not be written', 'failed')
    case 'batch_ended':
      return ofBatch(notice)
    case 'budget_near':
    case 'budget_spent':
      return ofBudget(notice)
    case 'provider_down':
      return {
        title: `Calls to ${notice.provider ? providerNames[notice.provider] : 'a provider'} keep failing`,
        detail: 'Other providers are tried first where the strategy allows it.',
        path: '/',
      }
  }
}

function ofPieces(notice: Notice, one: string, many: string, status: 'completed' | 'failed'): NoticeWords {
  const { client, count, pieces } = notice
  const [first] = pieces
  const of = client ? ` for ${client.name}` : ''
  if (count === 1 && first)
    return { title: `“${first.title}” ${one}`, detail: client?.name ?? null, path: `/jobs/${first.id}` }
  const names = pieces.slice(0, 3).map(({ title }) => `“${title}”`)
  const rest = count - names.length
  return {
    title: count === 1 ? `A piece${of} ${one}` : `${count} ${many}${of}`,
    detail: names.length === 0 ? null : `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    path: client ? `/clients/${client.slug}?status=${status}` : '/',
  }
}

function ofBatch({ batch, client }: Notice): NoticeWords {
  if (!batch) return { title: 'A batch has ended', detail: client?.name ?? null, path: '/' }
  const counts = [
    `${batch.completed} ready`,
    ...(batch.failed > 0 ? [`${batch.failed} failed`] : []),
    ...(batch.cancelled > 0 ? [`${batch.cancelled} cancelled`] : []),
  ]
  return {
    title: `${batch.name === null ? 'A batch' : `The batch “${batch.name}”`} has ended: ${counts.join(', ')}`,
    detail: client?.name ?? null,
    path: `/batches/${batch.id}`,
  }
}

function ofBudget({ kind, budget, client }: Notice): NoticeWords {
  const whose = client ? `The monthly budget of ${client.name}` : 'A monthly budget'
  const said =
    kind === 'budget_near'
      ? 'has reached its soft limit'
      : budget?.refused
        ? 'is too small for what was asked: a request was refused'
        : 'is spent: new requests are refused'
  return {
    title: `${whose} ${said}`,
    detail:
      budget && `${dollars(budget.spent_usd)} of ${dollars(budget.limit_usd)} spent in ${budget.month.slice(0, 7)}`,
    path: client ? `/clients/${client.slug}/settings/budget` : '/',
  }
}

/** Two decimals, or four of less than a cent, cut and not rounded: "$12.34". A string all the way, as money is. */
function dollars(usd: string): string {
  const [whole = '0', part = ''] = usd.split('.')
  const digits = whole === '0' && /^00.*[1-9]/.test(part) ? 4 : 2
  return `$${whole}.${part.padEnd(digits, '0').slice(0, digits)}`
}
