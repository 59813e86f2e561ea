import type { JsonObject } from '../json.ts'

/** One server-sent event; `json` is undefined where the data is no JSON, such as OpenAI's `[DONE]`. */
export type SseFrame = { event?: string; data: string; json?: JsonObject }

function tryParse(data: string): JsonObject | undefined {
  return data.startsWith('{') ? (JSON.parse(data) as JsonObject) : undefined
}

/** Reads a complete event stream. */
export function parseSse(body: string): SseFrame[] {
  return body
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const lines = block.split('\n')
      const valueOf = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const data = valueOf('data') ?? ''
      return { event: valueOf('event'), data, json: tryParse(data) }
    })
}

/** Writes one event as it goes over the wire. */
export function formatSse(event: string | undefined, data: string): string {
  return `${event ? `event: ${event}\n` : ''}data: ${data}\n\n`
}
