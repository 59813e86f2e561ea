/** A piece in the making by hand. */
export interface PieceEdit {
  title: string
  meta_description: string
  content: string
  note: string
}

const key = (jobId: string) => `hg:edit:${jobId}`

/** Keeps what was typed in this tab, so that a reload or a crash does not take it. `baseVersion`: what was edited. */
export function keepEdit(jobId: string, edit: PieceEdit, baseVersion: number): void {
  try {
    sessionStorage.setItem(key(jobId), JSON.stringify({ ...edit, baseVersion }))
  } catch {
    // Private windows and full stores: the form still holds it.
  }
}

export function forgetEdit(jobId: string): void {
  try {
    sessionStorage.removeItem(key(jobId))
  } catch {
    // There is nothing to forget.
  }
}

/** What was typed and not saved; null when there is nothing, or nothing that can be read. */
export function keptEdit(jobId: string): (PieceEdit & { baseVersion: number }) | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(jobId)) ?? 'null')
    return isEdit(kept) ? kept : null
  } catch {
    return null
  }
}

function isEdit(kept: unknown): kept is PieceEdit & { baseVersion: number } {
  if (typeof kept !== 'object' || kept === null) return false
  const record = kept as Record<string, unknown>
  return (
    ['title', 'meta_description', 'content', 'note'].every((name) => typeof record[name] === 'string') &&
    typeof record['baseVersion'] === 'number'
  )
}
