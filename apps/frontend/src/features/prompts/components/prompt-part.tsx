import { CopyButton } from '#components/ui/copy-button.tsx'

/** One part of a prompt as a model is told it, to read and to copy. */
export function PromptPart({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={`${title} prompt`}>
      <div className="flex items-center justify-between">
        <h3 className="text-sm text-ink-3">{title}</h3>
        <CopyButton look="quiet" size="sm" text={() => text}>
          Copy
        </CopyButton>
      </div>
      <pre className="mt-1 max-h-[32rem] overflow-auto border-l border-rule-2 pl-4 font-mono text-sm wrap-anywhere whitespace-pre-wrap text-ink-2">
        {text === '' ? 'Nothing' : text}
      </pre>
    </section>
  )
}
