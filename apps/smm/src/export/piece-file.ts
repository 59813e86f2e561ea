import { z } from 'zod'

const written = z.object({
  id: z.string(),
  client_id: z.string(),
  created_at: z.string(),
  result: z.object({ title: z.string().nullish(), content: z.string() }),
})

/**
 * A written piece as a Markdown file, by client, day and title; null for a job without a text.
 *
 * @param row a row of `jobs`
 */
export function pieceFile(row: Record<string, unknown>): { name: string; text: string } | null {
  const parsed = written.safeParse(row)
  if (!parsed.success) return null
  const { id, client_id, created_at, result } = parsed.data
  const words = (result.title ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  const name = `pieces/${client_id}/${created_at.slice(0, 10)}-${words || 'piece'}-${id.slice(-8)}.md`
  return { name, text: result.content }
}
