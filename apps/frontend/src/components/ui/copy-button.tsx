'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { toast } from 'sonner'
import { copyText } from '#lib/copy-text.ts'
import { Button, type ButtonProps } from './button.tsx'

/** Copies a text and says that it did. */
export function CopyButton({
  text,
  children,
  ...props
}: { text: () => string; children: ReactNode } & Omit<ButtonProps, 'children'>) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    if (await copyText(text())) setCopied(true)
    else toast.error('The browser did not allow copying.')
  }
  return (
    <Button {...props} onClick={() => void copy()}>
      {copied ? <Check aria-hidden className="size-4 text-positive" /> : <Copy aria-hidden className="size-4" />}
      <span aria-live="polite">{copied ? 'Copied' : children}</span>
    </Button>
  )
}
