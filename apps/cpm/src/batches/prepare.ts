import {
  type AcceptedRequest,
  applyTemplate,
  type BatchItem,
  type BatchDefaults,
  type ErrorCode,
  type FieldError,
  type GenerateRequest,
  mergeBatchItem,
  promptVariableValues,
} from '@hg/contracts'
import { typicalUsage, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { setImmediate as letOthersGo } from 'node:timers/promises'
import type { CpmDeps } from '../deps.ts'
import { estimateGeneration, type GenerationEstimate } from '../estimate/estimate-generation.ts'
import { type Acceptance, requireCallback } from '../jobs/accept.ts'
import { findContentTemplate } from '../jobs/fill-from-template.ts'
import { findServingPrompt, requireServed } from '../jobs/prompt-needs.ts'

/** A piece that can be accepted as it stands. */
export interface PreparedPiece {
  request: AcceptedRequest
  strategy: Acceptance['strategy']
  forecast: GenerationEstimate
}

/** An item as it was given; one that could not be read comes with what is wrong, its paths told from the item. */
export interface GivenItem {
  item: BatchItem | null
  topic: string | null
  errors: FieldError[]
  /** Where a field stands in a file that the item was read from. */
  placeOf?: (path: string) => { line: number; column?: number }
}

/** One of a batch's rows: a piece, or why it is none. */
export interface PreparedRow {
  /** Null for what could not be read. */
  item: ReturnType<typeof mergeBatchItem> | null
  topic: string | null
  piece: PreparedPiece | null
  refusals: { code: ErrorCode; field: FieldError }[]
}

/**
 * Takes every item of a batch as far as `POST /generate` takes a request before it stores it, and lists all that is wrong.
 * What rows share (strategies, templates) is asked for once.
 *
 * @throws {AppError} what is no row's fault: another service or the database is away
 */
export async function prepareRows(
  deps: CpmDeps,
  ctx: Context,
  batch: { clientId: string; defaults: BatchDefaults; items: GivenItem[]; trial?: AcceptedRequest['trial'] },
): Promise<PreparedRow[]> {
  const keys = await deps.keys.keysOf(ctx.actor, batch.clientId)
  const strategies = remember((request: GenerateRequest) => deps.strategies.resolve(ctx, request))
  const contentTemplates = remember((request: GenerateRequest) => findContentTemplate(deps, ctx, request))
  const prompts = remember((request: GenerateRequest) => findServingPrompt(deps, ctx, request))
  const callbacks = remember((request: GenerateRequest) => requireCallback(deps, ctx, request))
  const typicals = remember(({ client_id, content_type }: GenerateRequest) =>
    withTenant(deps.db, ctx.actor, (tx) => typicalUsage(tx, client_id, content_type)),
  )

  const prepare = async (given: GenerateRequest): Promise<PreparedPiece> => {
    const choice = [given.template_id, given.template_version?.toString(), given.content_type]
    const { serves } = await prompts(choice, given)
    requireServed(given, serves)
    await callbacks([given.callback_url], given)
    const template = await contentTemplates([given.content_template_id, given.content_type], given)
    const request: AcceptedRequest = {
      ...(template ? applyTemplate(given, template) : given),
      ...(batch.trial && { trial: batch.trial }),
    }
    const strategy = await strategies([given.strategy_id, given.content_type], given)
    const typical = await typicals([given.content_type], given)
    const { effective } = strategy
    const forecast = await estimateGeneration(deps, { request, strategy: effective, keys, typical, isOfBatch: true })
    return { request, strategy, forecast }
  }

  const rows: PreparedRow[] = []
  for (const [index, given] of batch.items.entries()) {
    // What rows share is there at once: without this, nobody else is served until the last of them is counted.
    await letOthersGo()
    const { topic } = given
    const item = given.item && mergeBatchItem(batch.clientId, batch.defaults, given.item)
    try {
      if (!item) throw new AppError('invalid_request', undefined, { fields: given.errors })
      const { content_type } = item
      if (content_type === undefined) throw missingType()
      if (batch.defaults.variables) requireRoom(item)
      rows.push({ item, topic, piece: await prepare({ ...item, content_type }), refusals: [] })
    } catch (error) {
      rows.push({ item, topic, piece: null, refusals: refusalsOf(error, index, given) })
    }
  }
  return rows
}

/** Items of a JSON body, which the contract has read. */
export function asGiven(items: BatchItem[]): GivenItem[] {
  return items.map((item) => ({ item, topic: item.topic, errors: [] }))
}

/** Variables of the item and of the defaults are no more together than a request may have. */
function requireRoom({ variables }: Pick<BatchItem, 'variables'>): void {
  const [problem] = promptVariableValues.optional().safeParse(variables).error?.issues ?? []
  if (!problem) return
  const fields = [{ path: 'variables', message: `${problem.message}, those of defaults among them` }]
  throw new AppError('invalid_request', undefined, { fields })
}

function missingType(): AppError {
  const message = 'must stand here or in defaults'
  return new AppError('invalid_request', undefined, { fields: [{ path: 'content_type', message }] })
}

/** What is wrong with a row, its paths told from the batch; anything that is no row's fault is thrown on. */
function refusalsOf(error: unknown, index: number, { placeOf }: GivenItem): PreparedRow['refusals'] {
  if (!(error instanceof AppError) || error.status >= 500 || error.status === 429) throw error
  const { code, message, fields } = error
  const given = fields.length > 0 ? fields : [{ path: code === 'not_found' ? 'strategy_id' : '', message }]
  return given.map(({ path, ...field }) => ({
    code,
    field: { ...placeOf?.(path), ...field, path: ['items', index, path].filter((part) => part !== '').join('.') },
  }))
}

/** Asks once for each key, whatever comes of it. */
function remember<T>(ask: (request: GenerateRequest) => Promise<T>) {
  const known = new Map<string, Promise<T>>()
  return (parts: (string | undefined)[], request: GenerateRequest): Promise<T> => {
    const key = parts.join(' ')
    let answer = known.get(key)
    if (!answer) {
      answer = ask(request)
      answer.catch(() => undefined)
      known.set(key, answer)
    }
    return answer
  }
}
