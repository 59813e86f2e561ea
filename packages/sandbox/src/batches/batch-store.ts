import { randomUUID } from 'node:crypto'
import type { LlmProvider } from '@hg/contracts'
import type { JsonObject } from '../json.ts'

/** One request of a batch, and what came of it: the answer's status and body, or why there is none. */
export type BatchLine = {
  customId: string
  body: JsonObject
  end: { status: number; body: unknown } | 'expired' | 'cancelled' | null
}

export type StoredBatch = {
  id: string
  provider: LlmProvider
  /** The key that it came with: nobody else sees it. */
  credential: string
  createdAt: Date
  metadata: unknown
  inputFileId: string
  lines: BatchLine[]
  /** Why the whole of it was refused; null for one that runs. */
  refused: string | null
  cancelledAt: Date | null
  endedAt: Date | null
}

export type StoredFile = { id: string; credential: string; name: string; text: string; createdAt: Date }

export type BatchStore = {
  files: Map<string, StoredFile>
  batches: Map<string, StoredBatch>
  /** While held, batches wait to be worked off. */
  isHeld: boolean
  /** The next batch is taken, and the answer that says so is lost. */
  losesNext: boolean
  addFile: (file: Omit<StoredFile, 'id' | 'createdAt'>) => StoredFile
  addBatch: (
    batch: Pick<StoredBatch, 'provider' | 'credential' | 'metadata' | 'inputFileId' | 'lines' | 'refused'>,
  ) => StoredBatch
  /** A key's batches at a provider, the newest first. */
  list: (provider: LlmProvider, credential: string) => StoredBatch[]
  clear: () => void
}

const idPrefix: Partial<Record<LlmProvider, string>> = { openai: 'batch_', anthropic: 'msgbatch_' }
const newId = (prefix: string) => `${prefix}${randomUUID().replaceAll('-', '')}`

/** Files and batches as long as the sandbox runs, in memory. */
export function createBatchStore(): BatchStore {
  const store: BatchStore = {
    files: new Map(),
    batches: new Map(),
    isHeld: false,
    losesNext: false,
    addFile(given) {
      const file = { ...given, id: newId('file-'), createdAt: new Date() }
      store.files.set(file.id, file)
      return file
    },
    addBatch(given) {
      const id = newId(idPrefix[given.provider] ?? 'batch_')
      const endedAt = given.refused === null ? null : new Date()
      const batch = { ...given, id, createdAt: new Date(), cancelledAt: null, endedAt }
      store.batches.set(id, batch)
      return batch
    },
    list: (provider, credential) =>
      [...store.batches.values()]
        .filter((batch) => batch.provider === provider && batch.credential === credential)
        .toReversed(),
    clear() {
      store.files.clear()
      store.batches.clear()
      store.isHeld = false
      store.losesNext = false
    },
  }
  return store
}
