import type { StrategyConflict } from '@hg/contracts'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { cn } from '#lib/cn.ts'
import { inWords, typesInWords } from '../labels.ts'

/** What does not hold together, where it arises: the sign says how bad, the words say what and what to do. */
export function ConflictNotes({ conflicts, className }: { conflicts: StrategyConflict[]; className?: string }) {
  if (conflicts.length === 0) return null
  return (
    <ul aria-label="Conflicts" className={cn('grid gap-1.5', className)}>
      {conflicts.map((conflict) => (
        <ConflictNote key={`${conflict.code}${conflict.paths.join()}${conflict.message}`} conflict={conflict} />
      ))}
    </ul>
  )
}

function ConflictNote({ conflict }: { conflict: StrategyConflict }) {
  const isError = conflict.severity === 'error'
  const Icon = isError ? CircleAlert : TriangleAlert
  const { content_types: types, silenced } = conflict
  return (
    <li className="flex gap-2 text-sm">
      <Icon
        role="img"
        aria-label={isError ? 'Error' : 'Warning'}
        className={cn('mt-0.5 size-4 shrink-0', isError ? 'text-danger' : 'text-caution')}
      />
      <p className="min-w-0">
        <span className={isError ? 'text-danger' : 'text-caution'}>{conflict.message}</span>{' '}
        <span className="text-ink-2">{conflict.remedy}</span>
        {!types.includes('any') && types.length < 16 && (
          <span className="text-ink-3"> Arises for {typesInWords(types)}.</span>
        )}
        {silenced && silenced.count > 3 && (
          <span className="block text-ink-3">
            {inWords(silenced.clients.slice(3).map(({ name }) => name))}
            {silenced.count > silenced.clients.length && ` and ${silenced.count - silenced.clients.length} more`}
          </span>
        )}
      </p>
    </li>
  )
}

/** How many there are of each kind, in words; null for none. */
export function countConflicts(conflicts: readonly { severity: 'error' | 'warning' }[]): string | null {
  const errors = conflicts.filter(({ severity }) => severity === 'error').length
  const warnings = conflicts.length - errors
  const parts = [
    errors > 0 && `${errors} ${errors === 1 ? 'conflict' : 'conflicts'}`,
    warnings > 0 && `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : null
}
