import { z } from 'zod'
import { contentType, type JobStatus } from './enums.ts'
import { fieldError } from './errors.ts'
import { generateRequest, type GenerateRequest } from './generate.ts'
import { page, pageQuery, text, timestamp, usd, uuid } from './primitives.ts'

export const maxBatchItems = 500

const perPiece = generateRequest.omit({ client_id: true })

/** What every piece of a batch has, unless its item says otherwise. */
export const batchDefaults = perPiece.omit({ topic: true }).partial()
export type BatchDefaults = z.infer<typeof batchDefaults>

/** One piece of a batch. */
export const batchItem = perPiece.partial({ content_type: true })
export type BatchItem = z.infer<typeof batchItem>

const shared = {
  client_id: uuid,
  name: text().trim().min(1).max(120).optional(),
  defaults: batchDefaults.optional(),
  /** Says what would come of it, and accepts nothing. */
  dry_run: z.boolean().optional(),
}

/** `POST /generate/batch`: up to 500 pieces for one client, accepted together or not at all. */
export const batchRequest = z
  .strictObject({
    ...shared,
    items: z.array(batchItem).min(1, 'must have at least 1 item').max(maxBatchItems, 'must have at most 500 items'),
  })
  .meta({
    examples: [
      {
        client_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
        name: 'Spring lab series',
        defaults: { content_type: 'blog_post', keywords: ['wireless sensors'] },
        items: [{ topic: 'Teaching waves with wireless sensors' }, { topic: 'Measuring friction in one period' }],
      },
    ],
  })
export type BatchRequest = z.infer<typeof batchRequest>

/** `POST /generate/batch/csv`: the same from a CSV file, its first row naming the columns. */
export const batchCsvRequest = z.strictObject({ ...shared, csv: z.string().min(1).max(7_000_000) }).meta({
  examples: [
    {
      client_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
      defaults: { content_type: 'blog_post' },
      csv: 'topic,keywords\nTeaching waves with wireless sensors,wireless sensors; physics lab\n',
    },
  ],
})
export type BatchCsvRequest = z.infer<typeof batchCsvRequest>

/** The answer to an accepted batch: its jobs are stored, in the order of the items. The cost is the sum of the high estimates. */
export const batchAccepted = z.object({
  batch_id: uuid,
  job_ids: z.array(uuid),
  status_url: z.string(),
  events_url: z.string(),
  estimated_cost_usd: usd,
})
export type BatchAccepted = z.infer<typeof batchAccepted>

/** One piece as it would be asked for. */
export const batchPreviewRow = z.object({
  /** From 1. */
  row: z.number().int().positive(),
  content_type: contentType.nullable(),
  topic: z.string().nullable(),
  keywords: z.array(z.string()),
  /** What it may cost at most, and is reserved. Null for a row with errors, like the two below it. */
  estimated_cost_usd: usd.nullable(),
  low_usd: usd.nullable(),
  expected_usd: usd.nullable(),
  errors: z.array(fieldError),
})
export type BatchPreviewRow = z.infer<typeof batchPreviewRow>

/**
 * What would come of a batch: each row with its errors. It is accepted as it stands when `errors` counts none. The amounts
 * are sums over the rows that are in order, as `POST /estimate` gives them for one request; `estimated_cost_usd` is the high one.
 */
export const batchPreview = z.object({
  rows: z.array(batchPreviewRow),
  errors: z.number().int().min(0),
  estimated_cost_usd: usd,
  low_usd: usd,
  expected_usd: usd,
  /**
   * How many rows would be called for in the provider's own batch: within a day, and at its lower price, which `low_usd` and `expected_usd`
   * are of. `estimated_cost_usd` never is: what a batch leaves undone is called for at once.
   */
  at_batch_price: z.number().int().min(0),
})
export type BatchPreview = z.infer<typeof batchPreview>

/** How many of a batch's pieces are where. A piece that was tried again counts once, as its latest job. */
export const batchCounts = z.object({
  pending: z.number().int().min(0),
  processing: z.number().int().min(0),
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  cancelled: z.number().int().min(0),
}) satisfies z.ZodType<Record<JobStatus, number>>
export type BatchCounts = z.infer<typeof batchCounts>

/** A batch and how far it is. */
export const batch = z.object({
  id: uuid,
  client_id: uuid,
  name: z.string().nullable(),
  size: z.number().int().positive(),
  /** A run of a test set. */
  is_trial: z.boolean().default(false),
  counts: batchCounts,
  /** What was charged so far, for all of its jobs. */
  cost_usd: usd,
  estimated_cost_usd: usd,
  created_by: z.string(),
  created_at: timestamp,
  started_at: timestamp.nullable(),
  /** When the last piece ended; null while some have not. */
  ended_at: timestamp.nullable(),
  /** When the rest will have ended at the pace so far; null where that is unknown. */
  expected_end_at: timestamp.nullable(),
})
export type Batch = z.infer<typeof batch>

export const batchListQuery = pageQuery.extend({ client_id: uuid.optional() })
export type BatchListQuery = z.infer<typeof batchListQuery>
export const batchPage = page(batch)

/** A failed piece that is not asked for again: the template that would serve it now takes other variables. */
export const batchPieceLeft = z.object({
  job_id: uuid,
  /** From 1. */
  row: z.number().int().positive(),
  errors: z.array(fieldError),
})
export type BatchPieceLeft = z.infer<typeof batchPieceLeft>

/** `POST /batches/:id/retry-failed`: the jobs that were made, none when nothing had failed, and what was left as it is. */
export const batchRetried = z.object({
  batch_id: uuid,
  job_ids: z.array(uuid),
  estimated_cost_usd: usd,
  left: z.array(batchPieceLeft),
})
export type BatchRetried = z.infer<typeof batchRetried>

/** An item with what it leaves open taken from the defaults. `llm`, `variables` and `metadata` are taken key by key. */
export function mergeBatchItem(
  clientId: string,
  defaults: BatchDefaults,
  item: BatchItem,
): Omit<GenerateRequest, 'content_type'> & Partial<Pick<GenerateRequest, 'content_type'>> {
  const both = <T extends object>(a: T | undefined, b: T | undefined): T | undefined =>
    a && b ? { ...a, ...b } : (b ?? a)
  const llm = both(defaults.llm, item.llm)
  const variables = both(defaults.variables, item.variables)
  const metadata = both(defaults.metadata, item.metadata)
  return {
    ...{ ...defaults, ...item, client_id: clientId },
    ...(llm && { llm }),
    ...(variables && { variables }),
    ...(metadata && { metadata }),
  }
}
