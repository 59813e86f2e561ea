import type { BenchProcess } from '../process.ts'

/** What all systems under measurement share: the topology and the provider. */
export interface Surroundings {
  /** For logs and other passing files. */
  dir: string
  /** Jobs that a worker writes at a time. */
  concurrency: number
  /** The sandbox: answers every call at once with the same article. */
  openaiBaseUrl: string
}

/** A pipeline whose server runs and whose worker can be started. Both are processes of their own. */
export interface System {
  name: string
  /** What is posted, again and again; each answer is 202 with a `job_id`. */
  submission: { url: string; headers: Record<string, string>; body: string }
  startWorker(): Promise<BenchProcess>
  jobs: JobTable
  stop(): Promise<void>
}

/** The system's jobs as they stand in its database, read past everything else. */
export interface JobTable {
  isCompleted(jobId: string): Promise<boolean>
  count(): Promise<JobCounts>
}

export interface JobCounts {
  unfinished: number
  failed: number
  completed: number
  /** When the job that was completed last was, in ms of the Unix epoch. */
  lastCompletedAtMs: number
}
