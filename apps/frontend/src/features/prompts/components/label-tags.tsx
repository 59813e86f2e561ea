import type { PromptLabel } from '@hg/contracts'
import { Lock } from 'lucide-react'
import { Tag } from '#components/ui/state-mark.tsx'

/** Labels with the versions that they point at. */
export function LabelTags({ labels }: { labels: PromptLabel[] }) {
  if (labels.length === 0) return <span className="text-ink-3">–</span>
  return (
    <span className="inline-flex max-w-full flex-wrap gap-1">
      {labels.map(({ label, version, protected: isProtected }) => (
        <Tag key={label}>
          {isProtected && <Lock role="img" aria-label="protected" className="mr-1 inline size-3 text-ink-3" />}
          {label} <span className="text-ink-3">{version}</span>
        </Tag>
      ))}
    </span>
  )
}
