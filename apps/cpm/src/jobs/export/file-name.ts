import type { ExportedPiece, ExportFormat } from '@hg/contracts'

const extensions: Record<ExportFormat, string> = { markdown: 'md', html: 'html', docx: 'docx', json: 'json' }

/** What a piece's file is called: the words of its title in plain letters, and the end of its id, so that no two are the same. */
export function fileName(piece: Pick<ExportedPiece, 'title' | 'topic' | 'job_id'>, format: ExportFormat): string {
  const words = (piece.title ?? piece.topic)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  return `${words || 'piece'}-${piece.job_id.slice(-8)}.${extensions[format]}`
}
