/** What may stand under the product while it is tested. */
export type TopologyName = 'full' | 'embedded'

/** The running product, as far as `demo.json` does not tell. */
export interface Stage {
  topology: TopologyName
  /** The data folder of the installation: demo.json, pids.json, secrets.json, logs. */
  dataDir: string
  sandboxUrl: string
  workerUrl: string
  /** Breaks connections on request (see breakable.ts); null on the embedded topology. */
  breakerUrl: string | null
  /** Straight to Redis, past what can be broken; null on the embedded topology. */
  redisUrl: string | null
  /** A superuser's way to the database, past what can be broken; null on the embedded topology. */
  databaseAdminUrl: string | null
}

/** Stops what was started so far, the latest first; each step runs whatever happened to the others. */
export function createStops(): { add(stop: () => Promise<void>): void; run(): Promise<void> } {
  const stops: (() => Promise<void>)[] = []
  return {
    add: (stop) => void stops.push(stop),
    async run() {
      const failures: unknown[] = []
      for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
  }
}
