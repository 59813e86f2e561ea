import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Route } from '../dialects/route.ts'
import { field, isObject, type JsonObject, stringAt } from '../json.ts'
import type { Tally } from '../tally/tally.ts'
import type { Call } from './call.ts'
import { credentialOf } from './credential.ts'
import { readBody } from './read-body.ts'

function tryParse(raw: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(raw)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

function headerOf(req: IncomingMessage, name: string): string | null {
  const value = req.headers[name]
  return typeof value === 'string' ? value : null
}

/** Fires when the connection closes before the answer is complete. */
function watchClient(res: ServerResponse): AbortSignal {
  const controller = new AbortController()
  res.on('close', () => {
    if (!res.writableFinished) controller.abort(new DOMException('the client left', 'AbortError'))
  })
  return controller.signal
}

/** The request's metadata, for the tally's list of calls; null where it is large. */
function metadataOf(request: JsonObject): unknown {
  const metadata = field(request, 'metadata')
  return metadata !== undefined && JSON.stringify(metadata).length <= 2000 ? metadata : null
}

/** Reads a request into a call, counts it and settles it when it ends; undefined when it is too large or its sender left while sending. */
export async function openCall(
  req: IncomingMessage,
  res: ServerResponse,
  route: Route,
  pathname: string,
  tally: Tally,
): Promise<Call | undefined> {
  const left = watchClient(res)
  const raw = await readBody(req).catch(() => null)
  const request = tryParse(raw ?? '')
  const model = route.model ?? stringAt(request, 'model') ?? 'unknown'
  const isStream = route.isStream ?? request.stream === true
  const tallied = tally.open({
    id: randomUUID(),
    provider: route.dialect.provider,
    model: model.slice(0, 200),
    streaming: isStream,
    key_ending: credentialOf(route.dialect.provider, req)?.slice(-4) ?? null,
    request_id: headerOf(req, 'x-request-id'),
    job: headerOf(req, 'x-hg-job-id') ?? stringAt(request, 'metadata', 'job_id') ?? null,
    metadata: metadataOf(request),
  })
  const abort = () => tallied.settle('aborted', res.headersSent ? res.statusCode : null)
  left.addEventListener('abort', abort)
  res.on('finish', () => tallied.settle(res.statusCode < 400 ? 'completed' : 'failed', res.statusCode))
  if (raw === null || left.aborted) abort()
  if (raw === undefined) {
    res.writeHead(413, { 'content-type': 'application/json' }).end('{"error":{"message":"The request is too large."}}')
  }
  if (raw === null || raw === undefined) return undefined
  return { req, res, pathname, dialect: route.dialect, model, isStream, raw, request, left, tallied }
}
