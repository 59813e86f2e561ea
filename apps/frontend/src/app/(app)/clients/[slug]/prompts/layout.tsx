import type { ReactNode } from 'react'
import { PromptsFrame } from '#components/shell/prompts-frame.tsx'

export default function PromptsLayout({ children }: { children: ReactNode }) {
  return <PromptsFrame>{children}</PromptsFrame>
}
