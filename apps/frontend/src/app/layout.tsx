import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '#components/providers.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'HG Content', template: '%s · HG Content' },
  description: 'Content for every client, in the client’s own voice.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfd' },
    { media: '(prefers-color-scheme: dark)', color: '#12151b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading it makes every page, also the one for wrong addresses, new for each request: an old nonce runs nothing.
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
