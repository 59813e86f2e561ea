import { type AcceptedRequest, type ContentType, type PromptNotes, promptNotes, type VariantKey } from '@hg/contracts'
import type { Database, JobRow } from '@hg/db'
import type { ServiceClient } from '@hg/http'
import type { Catalogue, Circuit, Clock, LiveView } from '@hg/llm'
import type { GenerationPayload, Producer } from '@hg/queue'
import type { Actor, Context, Logger } from '@hg/runtime'
import type { KeyChain } from '../providers/key-chain.ts'
import type { StrategySnapshot } from '../strategy/snapshot.ts'
import type { SavedAnswer } from '../suggestions/saved-answer.ts'
import type { TextThreads } from '../threads/text-threads.ts'
import type { SavedDraft } from './draft.ts'
import type { GenerationMetrics } from './metrics.ts'
import { Purse } from './purse.ts'
import type { RunningJobs } from './running-jobs.ts'

/** What the worker stands on. */
export interface WorkerDeps {
  db: Database
  producer: Producer<GenerationPayload>
  im: ServiceClient
  keyChain: KeyChain
  readCatalogue: () => Promise<Catalogue>
  readLive: () => Promise<LiveView>
  circuit: Circuit
  running: RunningJobs
  metrics: GenerationMetrics
  threads: TextThreads
  leaseMs: number
  /** Time between and during calls; the real one where it is left out. */
  clock?: Clock
  logger: Logger
}

/** A variant of an experiment, as a job was given it. */
export interface GivenVariant {
  id: string
  variant: VariantKey
}

/** The version of a template that a job was made by, or was to be made by. */
export interface UsedTemplate {
  id: string
  version: number
  /** Null where it was not told. */
  name: string | null
}

/** One claimed job on its way. */
export interface Run {
  /** What the claim is proven by: nothing is written under another epoch. */
  claim: { id: string; clientId: string; epoch: number }
  actor: Actor
  ctx: Context
  request: AcceptedRequest
  snapshot: StrategySnapshot
  /** What its calls may still cost. */
  purse: Purse
  createdAt: Date
  /** When the job was accepted, or might begin. */
  dueAt: Date
  /** What a worker that was lost or went down left of the piece. */
  saved: SavedDraft | null
  /** The same of a suggestion: the last answer, which has been paid for. */
  savedAnswer: SavedAnswer | null
  /** Whether it takes part in experiments: what repeats another job, or writes its piece anew, does not. */
  takesPart: boolean
  /** The variant that it was given by an earlier claim. */
  variant: GivenVariant | null
  /** What its prompt was made from, or could not be made from; null until it is known. */
  template: UsedTemplate | null
  /** Whether it was asked for with others, as a batch. A trial is not: how long it takes is compared. */
  isOfBatch: boolean
  /** The temperature that its prompt's version asks for, where nobody else says one; once it has a prompt. */
  promptTemperature: number | undefined
}

/** Takes a claimed row apart. */
export function toRun(row: JobRow): Run {
  const actor: Actor = { kind: 'client', id: row.client_id }
  return {
    claim: { id: row.id, clientId: row.client_id, epoch: row.epoch },
    actor,
    ctx: { actor, requestId: `job-${row.id}`, address: null },
    request: {
      ...(row.parameters as Omit<AcceptedRequest, 'client_id' | 'content_type'>),
      client_id: row.client_id,
      // Of a suggestion it is `any`, and nobody asks for it.
      content_type: row.content_type as ContentType,
    },
    snapshot: row.strategy as unknown as StrategySnapshot,
    purse: new Purse(row.reserved_usd),
    createdAt: row.created_at,
    dueAt: row.not_before !== null && row.not_before > row.created_at ? row.not_before : row.created_at,
    saved: row.task === 'piece' ? (row.draft as unknown as SavedDraft | null) : null,
    savedAnswer: row.task === 'suggestion' ? (row.draft as unknown as SavedAnswer | null) : null,
    takesPart: row.parent_job_id === null,
    variant:
      row.experiment_id === null || row.experiment_variant === null
        ? null
        : { id: row.experiment_id, variant: row.experiment_variant as VariantKey },
    promptTemperature: takenTemperature(promptNotes.parse(row.prompt_notes ?? {})),
    template: null,
    isOfBatch: row.batch_id !== null && !row.is_trial,
  }
}

/** What the notes of a prompt say of the temperature that its version asks for: its figure, where it was taken. */
export function takenTemperature({ settings }: Pick<PromptNotes, 'settings'>): number | undefined {
  const found = settings.find(({ setting, taken }) => setting === 'temperature' && taken)
  return typeof found?.value === 'number' ? found.value : undefined
}
