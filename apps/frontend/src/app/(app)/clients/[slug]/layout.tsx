import type { ReactNode } from 'react'
import { ClientFrame } from '#components/shell/client-frame.tsx'

export default function ClientLayout({ children }: { children: ReactNode }) {
  return <ClientFrame>{children}</ClientFrame>
}
