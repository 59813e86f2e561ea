import { CopyButton } from './copy-button.tsx'
import { Notice } from './notice.tsx'

/** Something that is shown once: a key, a recovery code, a link with a token. It is not kept anywhere on the page. */
export function Secret(props: { label: string; value: string; warning?: string }) {
  return (
    <section aria-label={props.label} className="grid gap-3">
      <div className="flex items-center justify-between gap-4">
        <h3 className="font-medium">{props.label}</h3>
        <CopyButton size="sm" text={() => props.value}>
          Copy
        </CopyButton>
      </div>
      <code className="block rounded-md border border-field bg-sunk px-3 py-2.5 font-mono text-sm wrap-anywhere whitespace-pre-wrap select-all">
        {props.value}
      </code>
      <Notice tone="caution" title={props.warning ?? 'Copy it now: it is shown only this once.'} />
    </section>
  )
}
