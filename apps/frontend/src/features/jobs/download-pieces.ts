import type { ExportFormat } from '@hg/contracts'
import { useMutation } from '@tanstack/react-query'
import { toast } from 'sonner'
import { ApiError, apiUrl, toApiError } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { saveFile } from '#lib/save-file.ts'

/** Hands several pieces over as one zip: all of them, or an error that names those that have no text. */
export function useDownloadPieces() {
  return useMutation({
    mutationFn: async ({ ids, format }: { ids: string[]; format: ExportFormat }) => {
      saveFile(await fetchPieces(ids, format), 'pieces.zip')
    },
    onSuccess: (_, { ids }) => toast.success(`${plural(ids.length, 'piece')} handed over as one zip`),
  })
}

/** @throws {ApiError} also when the archive breaks off */
export async function fetchPieces(ids: string[], format: ExportFormat): Promise<Blob> {
  const broken = (cause: unknown) =>
    new ApiError('network', 'The archive did not arrive whole. Nothing was saved: try again.', { cause })
  const response = await fetch(apiUrl('/cpm/jobs/export', { ids: ids.join(','), format })).catch((cause: unknown) => {
    throw broken(cause)
  })
  if (!response.ok) throw toApiError(response, await response.json().catch(() => null))
  return response.blob().catch((cause: unknown) => {
    throw broken(cause)
  })
}

/** Which of the ids an answer says cannot be handed over. */
export function refusedIds(error: unknown, ids: readonly string[]): string[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.flatMap(({ path }) => {
    const id = ids[Number(/^ids\.(\d+)$/.exec(path)?.[1] ?? -1)]
    return id === undefined ? [] : [id]
  })
}
