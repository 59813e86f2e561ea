import { field, isObject, type JsonObject } from '../json.ts'

const titleLine = /^#[ \t]+(.+)\n*/
const metaLine = /\n*Meta description:[ \t]*(.+)\s*$/i

/**
 * A piece as an object of a schema, as a model would write it that was asked to: the schema's properties in their order,
 * of which `title`, `body` and `meta_description` are known, and others empty.
 *
 * @param piece Markdown: `# Title`, the body, `Meta description: …`
 */
export function toJson(piece: string, schema: JsonObject): string {
  const title = titleLine.exec(piece)?.[1] ?? ''
  const meta = metaLine.exec(piece)?.[1] ?? ''
  const parts: Record<string, string> = {
    title,
    body: piece.replace(titleLine, '').replace(metaLine, ''),
    meta_description: meta,
  }
  const properties = field(schema, 'properties')
  const ordering = field(schema, 'propertyOrdering')
  const names = Array.isArray(ordering) ? ordering.map(String) : isObject(properties) ? Object.keys(properties) : []
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, parts[name] ?? ''])))
}
