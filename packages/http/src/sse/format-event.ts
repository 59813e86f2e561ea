/** One server-sent event. `data` is sent as JSON, so it never spans lines. */
export interface ServerEvent {
  id?: string
  event: string
  data: unknown
}

/** The event as the stream carries it. Ids and names are ours; a line break in one is a mistake and is refused. */
export function formatEvent({ id, event, data }: ServerEvent): string {
  if (/[\r\n\0]/.test(event + (id ?? ''))) throw new TypeError('an event id or name must not contain line breaks')
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** A comment line, which clients ignore. */
export function formatComment(text: string): string {
  return `: ${text.replaceAll(/[\r\n]+/g, ' ')}\n\n`
}

/** An id without an event: the client remembers it as its last, and shows nothing. */
export function formatPosition(id: string): string {
  if (/[\r\n\0]/.test(id)) throw new TypeError('an event id must not contain line breaks')
  return `id: ${id}\n\n`
}
