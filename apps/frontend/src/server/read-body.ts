/**
 * Reads a request body into memory, up to a limit.
 *
 * @returns the bytes, null when there is no body, or `'too_large'` as soon as the limit is passed
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null | 'too_large'> {
  if (!body) return null
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > limitBytes) return 'too_large'
    chunks.push(chunk)
  }
  return Uint8Array.from(Buffer.concat(chunks))
}
