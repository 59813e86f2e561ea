import { Notice } from '#components/ui/notice.tsx'
import type { SignInAnswer } from '../sign-in.ts'

/** Why one is not signed in, in words; null for what is no refusal. */
function refusalOf(answer: SignInAnswer): { title: string; detail: string } | null {
  switch (answer.outcome) {
    case 'refused':
      return {
        title: 'This e-mail address and password do not belong together.',
        detail: 'Check both and try again.',
      }
    case 'code_refused':
      return {
        title: 'This code is not right.',
        detail: 'Each works once, for half a minute. Take the one that your app shows now.',
      }
    case 'throttled':
      return {
        title: 'Too many attempts.',
        detail: `Try again in ${answer.minutes} min, or set a new password: that lets you in.`,
      }
    case 'unavailable':
      return { title: 'Sign-in is not available right now.', detail: 'Try again in a moment.' }
    case 'signed_in':
    case 'code_required':
      return null
  }
}

/** The answer to an attempt that failed. */
export function SignInRefusal({ answer }: { answer: SignInAnswer | null }) {
  const refusal = answer && refusalOf(answer)
  if (!refusal) return null
  return (
    <Notice tone="danger" role="alert" title={refusal.title}>
      <p>{refusal.detail}</p>
    </Notice>
  )
}
