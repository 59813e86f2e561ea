import {
  contentType,
  type PromptList,
  type PromptListQuery,
  type PromptProvider,
  type PromptTemplate,
} from '@hg/contracts'
import { lineagePrompts, type LineagePromptRow, listPromptLabels, listPrompts, promptAuthors, withTenant } from '@hg/db'
import { readIdCursor, requireRole, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { labelsOf, presentInherited, presentOwn } from './present.ts'

/**
 * A client's templates: those in use of the clients above it, from the root down, then its own, drafts too, partials
 * last; and which of them serves each content type.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see; `invalid_request` for a cursor that is none
 */
export async function listClientPrompts(
  deps: TemplateDeps,
  ctx: Context,
  clientId: string,
  query: PromptListQuery,
): Promise<PromptList> {
  const seen = readIdCursor(query.cursor)
  const { all, lineage } = await withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, clientId, 'viewer', 'client')
      const lineage = await lineagePrompts(tx, clientId)
      const labels = await listPromptLabels(tx, clientId)
      const authors = await promptAuthors(tx, clientId)
      const own = (await listPrompts(tx, clientId)).map((row) => presentOwn(row, labelsOf(row, labels), authors))
      const above = lineage.filter(({ depth }) => depth > 0).sort((a, b) => b.depth - a.depth)
      return { all: [...above.map(presentInherited), ...own], lineage }
    },
    { snapshot: true },
  )
  const wanted = all.filter((item) => isWanted(item, query))
  const from = seen === undefined ? 0 : wanted.findIndex(({ id }) => id === seen) + 1
  const items = wanted.slice(from, from + query.limit)
  const next_cursor = from + query.limit < wanted.length ? writeIdCursor(items.at(-1)) : null
  return { items, next_cursor, providers: providersOf(lineage) }
}

function isWanted(item: PromptTemplate, { content_type, kind, state }: PromptListQuery): boolean {
  if (content_type !== undefined && item.content_type !== content_type) return false
  if (kind !== undefined && item.kind !== kind) return false
  return state === undefined || (item.version !== null) === (state === 'active')
}

/** Who serves each content type: the nearest client's template, at one client the one for the type before `any`. */
export function providersOf(lineage: readonly LineagePromptRow[]): PromptProvider[] {
  return contentType.options.map((type) => {
    const candidates = lineage.filter((row) => row.content_type === type || row.content_type === 'any')
    const nearest = Math.min(...candidates.map(({ depth }) => depth))
    const there = candidates.filter(({ depth }) => depth === nearest)
    const found = there.find((row) => row.content_type === type) ?? there[0]
    if (!found) return { content_type: type, serves: null }
    const { template_id, name, version, client_id, client_name, depth, open_below } = found
    return {
      content_type: type,
      serves: {
        ...{ template_id, name, version, as: found.content_type, client_id, client_name, open_below },
        inherited: depth > 0,
      },
    }
  })
}
