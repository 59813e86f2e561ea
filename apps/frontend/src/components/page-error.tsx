import { Blank } from './ui/blank.tsx'
import { Button } from './ui/button.tsx'

/** What stands where a page broke. */
export function PageError({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  return (
    <Blank
      page
      role="alert"
      title="This page broke"
      action={
        <>
          <Button onClick={onRetry}>Try again</Button>
          <Button look="quiet" onClick={() => window.location.assign('/')}>
            Start page
          </Button>
        </>
      }
    >
      <p>Something went wrong while showing it. Your content is not affected.</p>
      {digest && <p className="mt-2 font-mono text-xs text-ink-3">Error {digest}</p>}
    </Blank>
  )
}
