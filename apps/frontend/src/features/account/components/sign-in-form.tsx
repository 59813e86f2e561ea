'use client'

import { useState } from 'react'
import type { FirstStep } from '../sign-in.ts'
import { CodeStep } from './sign-in-code-step.tsx'
import { PasswordStep } from './sign-in-password-step.tsx'

/** E-mail and password, then the second factor of who has one; leads to `returnTo` with a full load, so that the session reaches every part of the page. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  const [given, setGiven] = useState<FirstStep | null>(null)
  const leave = () => window.location.assign(returnTo)
  if (given) return <CodeStep given={given} onSignedIn={leave} onBack={() => setGiven(null)} />
  return <PasswordStep onSignedIn={leave} onCodeRequired={setGiven} />
}
