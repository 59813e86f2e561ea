import { field, type JsonObject } from '../json.ts'
import { splitTokens } from '../usage/tokens.ts'
import { noUsage, type Usage } from '../usage/usage.ts'
import type { Call } from './call.ts'
import type { EnvelopeMaker } from './envelope.ts'
import { formatSse, parseSse } from './sse.ts'

/** A complete answer, kept as it goes over the wire. */
type Kept = { status: number; contentType: string; bytes: Buffer; told?: Usage }

export type FixedAnswers = {
  /** Sends the fixed answer and tallies it. */
  send: (call: Call) => Promise<void>
}

/** The prompt is not counted: its real size would cost more than the answer. */
const countedInputTokens = 500

/**
 * Answers every call with one text, for measuring what stands in front of a provider. aimock and the composer would be what is
 * measured then, so they are asked once per provider, model and kind of answer; after that the same bytes are sent again.
 */
export function createFixedAnswers(text: string, envelopes: EnvelopeMaker): FixedAnswers {
  const kept = new Map<string, Kept>()
  const textTokens = splitTokens(text).reduce((sum, piece) => sum + piece.tokens, 0)
  const usage: Usage = { ...noUsage, input_tokens: countedInputTokens, output_tokens: textTokens }

  async function make(call: Call): Promise<Kept> {
    const { dialect, request, isStream } = call
    const envelope = await envelopes.wrap(call.pathname, call.tallied.record.id, call.raw)
    const contentType = envelope.headers.get('content-type') ?? 'application/json'
    const isError = envelope.status !== 200
    if (isError) return { status: envelope.status, contentType, bytes: Buffer.from(envelope.body) }
    let told: Usage = noUsage
    const keepTold = (json: JsonObject) => {
      told = dialect.usageTold(json) ?? told
      return JSON.stringify(json)
    }
    const fillFrame = (json: JsonObject) => {
      const piece = dialect.frameText(json)
      if (piece === undefined) return dialect.frameWithUsage(json, usage, request)
      return dialect.frameWithPiece(json, { text: piece, isLast: true, usage })
    }
    const body = isStream
      ? parseSse(envelope.body)
          .map(({ event, json, data }) => formatSse(event, json ? keepTold(fillFrame(json)) : data))
          .join('')
      : keepTold(dialect.bodyWithUsage(JSON.parse(envelope.body) as JsonObject, usage))
    return { status: 200, contentType, bytes: Buffer.from(body), told }
  }

  return {
    async send(call) {
      const { res, tallied, left } = call
      const asksForUsage = field(call.request, 'stream_options', 'include_usage') === true
      const key = [call.pathname, call.model, call.isStream, asksForUsage].join('\n')
      const answer = kept.get(key) ?? (await make(call))
      const { status, contentType, bytes, told } = answer
      if (told) kept.set(key, answer)
      if (left.aborted) return
      if (told) {
        tallied.told(told)
        tallied.streamed(textTokens)
      }
      res.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length })
      res.end(bytes)
    },
  }
}
