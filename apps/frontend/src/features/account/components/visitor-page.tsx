import type { ReactNode } from 'react'
import { Wordmark } from '#components/wordmark.tsx'
import { SignInPlate } from './sign-in-plate.tsx'

/** A page for who is not signed in: its matter on the left, the plate on the right. */
export function VisitorPage(props: { title: ReactNode; children: ReactNode; foot?: ReactNode }) {
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
      <div className="flex flex-col px-6 py-6 sm:px-12 lg:px-16 lg:py-10">
        <Wordmark />
        <div className="my-auto w-full max-w-sm py-12">
          <h1 className="mb-8 font-serif text-3xl font-medium tracking-tight">{props.title}</h1>
          {props.children}
        </div>
        <div className="max-w-sm text-sm text-ink-3">{props.foot}</div>
      </div>
      <SignInPlate />
    </main>
  )
}
