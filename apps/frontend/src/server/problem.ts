import { errorCatalogue, type ErrorCode, type Problem } from '@hg/contracts'

/** A problem answer of the front door itself, in the shape that the services use. */
export function problemResponse(code: ErrorCode, requestId: string, detail?: string): Response {
  const { status, title } = errorCatalogue[code]
  const body: Problem = {
    type: 'about:blank',
    title,
    status,
    ...(detail ? { detail } : {}),
    code,
    request_id: requestId,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId },
  })
}
