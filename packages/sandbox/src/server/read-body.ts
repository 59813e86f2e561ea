import type { IncomingMessage } from 'node:http'

/** More than any model's context holds, and within what aimock reads. */
const maxBodyBytes = 8 * 1024 * 1024

/** Reads a request's body as UTF-8; undefined when it is too large. Rejects when the client leaves while sending. */
export async function readBody(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxBodyBytes) chunks.push(chunk)
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8')
}
