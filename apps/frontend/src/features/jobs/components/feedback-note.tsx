'use client'

import type { Client, FeedbackEntry, FeedbackRating, Job } from '@hg/contracts'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/input.tsx'
import { cn } from '#lib/cn.ts'
import { whyNot } from '#lib/roles.ts'
import { useRateJob } from '../rate-job.ts'
import { MarginNote } from './margin-note.tsx'

const words: Record<FeedbackRating, string> = { up: 'Good', down: 'Not good' }

/** What people say of the piece, and one's own word, which may be changed. */
export function FeedbackNote({ job, client }: { job: Job; client: Client | undefined }) {
  const mine = job.feedback.find((entry) => entry.mine)
  const others = job.feedback.filter((entry) => !entry.mine)
  const rate = useRateJob(job.id)
  const off = client ? whyNot(client, 'member', 'Giving feedback') : null
  return (
    <MarginNote title="Feedback">
      <div role="group" aria-label="Your word on this piece" className="flex gap-2">
        {(['up', 'down'] as const).map((rating) => (
          <Button
            key={rating}
            size="sm"
            off={off}
            aria-pressed={mine?.rating === rating}
            className={cn(mine?.rating === rating && (rating === 'up' ? 'text-positive' : 'text-danger'))}
            onClick={() => rate.submit({ rating, ...(mine?.comment ? { comment: mine.comment } : {}) })}
          >
            {rating === 'up' ? (
              <ThumbsUp aria-hidden className="size-4" />
            ) : (
              <ThumbsDown aria-hidden className="size-4" />
            )}
            {words[rating]}
          </Button>
        ))}
      </div>
      {mine && <Comment key={mine.updated_at} job={job} mine={mine} />}
      {others.length > 0 && (
        <ul className="mt-4 grid gap-2.5">
          {others.map((entry) => (
            <li key={entry.actor} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5">
              <Mark rating={entry.rating} />
              <p className="min-w-0 text-sm">
                <span>{entry.name ?? 'Somebody who has left, or a key'}</span>
                {entry.comment && <span className="block wrap-anywhere text-ink-2">{entry.comment}</span>}
                {entry.revision !== job.revision && (
                  <span className="block text-ink-3">of revision {entry.revision}</span>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </MarginNote>
  )
}

function Mark({ rating }: { rating: FeedbackRating }) {
  const [Icon, tone] = rating === 'up' ? ([ThumbsUp, 'text-positive'] as const) : ([ThumbsDown, 'text-danger'] as const)
  return <Icon role="img" aria-label={words[rating]} className={cn('mt-1 size-4', tone)} />
}

function Comment({ job, mine }: { job: Job; mine: FeedbackEntry }) {
  const [comment, setComment] = useState(mine.comment ?? '')
  const rate = useRateJob(job.id)
  const isChanged = comment.trim() !== (mine.comment ?? '')
  return (
    <form
      className="mt-3 grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        rate.submit({ rating: mine.rating, ...(comment.trim() ? { comment: comment.trim() } : {}) })
      }}
    >
      <Field id="feedback-comment" label="Why" optional>
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            className="min-h-16!"
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        )}
      </Field>
      {isChanged && (
        <Button type="submit" size="sm" className="justify-self-start" busy={rate.isPending}>
          Save the comment
        </Button>
      )}
    </form>
  )
}
