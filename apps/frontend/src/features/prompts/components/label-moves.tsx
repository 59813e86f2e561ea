'use client'

import { type Client, type Prompt, productionLabel, type PromptMove } from '@hg/contracts'
import Link from 'next/link'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago, Moment } from '#components/ui/age.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { useMoves } from '../get-prompt.ts'
import { authorName } from '../words.ts'

/** Since when a label stands where it does, by whom, and where it stood before; nothing for what came with the product. */
export function MovedBy({ move }: { move: PromptMove | undefined }) {
  if (!move) return <span className="text-ink-3">–</span>
  return (
    <>
      <Ago at={move.moved_at} />
      {move.by && `, by ${authorName(move.by)}`}
      {move.from_version !== null && (
        <span className="block text-sm text-ink-3">before that version {move.from_version}</span>
      )}
    </>
  )
}

/** Every move of a template's labels: what was in use when, and who took it into use. */
export function LabelMoves({ prompt, client }: { prompt: Prompt; client: Client }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="mt-4">
      <Disclosure open={open} onToggle={setOpen} title="What was in use, and where labels stood">
        {open && <Moves prompt={prompt} client={client} />}
      </Disclosure>
    </div>
  )
}

function Moves({ prompt, client }: { prompt: Prompt; client: Client }) {
  const query = useMoves(prompt.id)
  return (
    <Loaded query={query} what="how labels were moved" shape="rows" place="line">
      {(moves) =>
        moves.length === 0 ? (
          <p className="text-ink-3 sm:pl-6">Nobody moved any yet.</p>
        ) : (
          <div className="sm:pl-6">
            <ol className="divide-y border-y">
              {moves.map((move) => (
                <li key={move.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2">
                  <span>
                    {wordsOf(move)}
                    {move.experiment_id && (
                      <>
                        , won by an{' '}
                        <Link
                          href={`/clients/${client.slug}/prompts/experiments/${move.experiment_id}`}
                          className="text-accent underline"
                        >
                          experiment
                        </Link>
                      </>
                    )}
                  </span>
                  <span className="text-sm text-ink-3">
                    {move.by && `${authorName(move.by)}, `}
                    <Moment at={move.moved_at} />
                  </span>
                </li>
              ))}
            </ol>
            <ShowMore query={query} count={moves.length} one="move" />
          </div>
        )
      }
    </Loaded>
  )
}

function wordsOf({ label, version, from_version }: PromptMove): string {
  const before = from_version === null ? '' : `, before that version ${from_version}`
  if (label === productionLabel)
    return version === null ? `Taken out of use: version ${from_version}` : `Version ${version} in use${before}`
  return version === null ? `${label} removed from version ${from_version}` : `${label} on version ${version}${before}`
}
