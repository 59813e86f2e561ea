export { connectQueue, type QueueConnection } from './connection.ts'
export {
  generation,
  generationPayload,
  queues,
  type GenerationPayload,
  type QueueDefinition,
  type TextProgress,
} from './definitions.ts'
export { QueueUnavailableError } from './errors.ts'
export { forgetEvents } from './forget-events.ts'
export { queueCounts, queueHealth, requireQueue, type QueueCounts } from './health.ts'
export { mergeText, type TextState } from './merge-text.ts'
export { migrateQueue } from './migrate.ts'
export { createProducer, type EnqueueOptions, type Producer } from './producer.ts'
export { createProgressListener, type ProgressListener } from './progress.ts'
export { throttleText, type TextThrottle, type Timers } from './throttle-text.ts'
export { createWorker, type HandlerContext, type QueueWorker } from './worker.ts'
