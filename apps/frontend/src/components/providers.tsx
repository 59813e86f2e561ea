'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { Tooltip } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Toaster } from 'sonner'
import { signInPath } from '#features/account/return-path.ts'
import { ApiError } from '#lib/api.ts'
import { isWorthRetrying } from '#lib/is-worth-retrying.ts'

function leaveForSignIn() {
  window.location.assign(signInPath(window.location.pathname + window.location.search))
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { meta }) => {
        if (error instanceof ApiError && error.status === 401 && !meta?.keepsPage) leaveForSignIn()
      },
    }),
    defaultOptions: { queries: { staleTime: 5_000, retry: isWorthRetrying }, mutations: { retry: false } },
  })
}

/** The name under which libraries look for the nonce of the styles that they add, such as those of an open dialog. */
function lendNonce(nonce: string) {
  if (typeof window !== 'undefined') Object.assign(window, { __webpack_nonce__: nonce })
}

/**
 * What every page stands in: theme, server state, address state, tooltips and toasts.
 *
 * @param props.nonce allows scripts and styles under the page's policy
 */
export function Providers({ children, nonce }: { children: ReactNode; nonce: string }) {
  const [queryClient] = useState(() => {
    lendNonce(nonce)
    return makeQueryClient()
  })
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>
          <Tooltip.Provider>{children}</Tooltip.Provider>
        </NuqsAdapter>
      </QueryClientProvider>
      <Toaster
        position="bottom-right"
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-full items-start gap-3 rounded-md border border-rule-2 bg-raised px-4 py-3 font-sans text-base text-ink shadow-float',
            description: 'text-sm text-ink-2',
          },
        }}
      />
    </ThemeProvider>
  )
}
