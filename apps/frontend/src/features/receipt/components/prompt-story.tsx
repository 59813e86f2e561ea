import type { PromptOptimization, PromptSettingNote, Receipt } from '@hg/contracts'
import { cn } from '#lib/cn.ts'
import { formatCount, plural } from '#lib/format.ts'
import { settingLabels } from '../words.ts'

/** How a prompt came to be what it is: its size, what was left out of it, and what became of its version's settings. */
export function PromptStory({ template }: { template: NonNullable<Receipt['template']> }) {
  const { tokens, tokens_saved, optimizations, partials, settings } = template
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p>
        {tokens === null ? (
          <span className="text-ink-3">Its size is not known.</span>
        ) : (
          <>
            <span className="figures">{plural(tokens, 'token')}</span>
            {tokens_saved ? (
              <>
                , <span className="figures">{formatCount(tokens_saved)}</span> fewer than the template would have given.
              </>
            ) : (
              '. Nothing was left out.'
            )}
          </>
        )}
        {partials.length > 0 && (
          <span className="text-ink-2">
            {' '}
            Made with {partials.map(({ name, version }) => `${name} (version ${version})`).join(', ')}.
          </span>
        )}
      </p>
      {optimizations.length > 0 && (
        <ol className="border-t" aria-label="How the prompt was made smaller">
          {optimizations.map((step, index) => (
            <Step key={index} step={step} />
          ))}
        </ol>
      )}
      {settings.length > 0 && (
        <ul className="border-t" aria-label="Settings of the prompt">
          {settings.map((note) => (
            <Setting key={note.setting} note={note} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Step({ step: { kind, what, tokens_saved } }: { step: PromptOptimization }) {
  const isUnmet = kind === 'budget_not_met'
  return (
    <li className="flex flex-wrap justify-between gap-x-6 border-b py-2.5 text-sm break-inside-avoid">
      <span className={cn('min-w-0 wrap-anywhere', isUnmet && 'text-danger')}>{what}</span>
      {!isUnmet && <span className="figures text-ink-3">{plural(tokens_saved, 'token')} saved</span>}
    </li>
  )
}

function Setting({ note: { setting, value, taken, why } }: { note: PromptSettingNote }) {
  return (
    <li className="border-b py-2.5 text-sm break-inside-avoid">
      <p className="flex flex-wrap justify-between gap-x-6">
        <span className="min-w-0 wrap-anywhere">
          {settingLabels[setting]} {typeof value === 'number' ? value.toLocaleString('en') : value}
        </span>
        <span className={taken ? 'text-ink-3' : 'text-ink-2'}>{taken ? 'as the prompt asks' : 'not taken'}</span>
      </p>
      {why !== null && <p className="text-ink-3">{why}</p>}
    </li>
  )
}
