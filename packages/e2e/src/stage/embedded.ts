import { publishStage } from '../env.ts'
import { startQuickstart } from './quickstart.ts'

/** Playwright's global set-up: the quick start without any setting but ports and a folder. Returns the teardown. */
export default async function setUp(): Promise<() => Promise<void>> {
  const quickstart = await startQuickstart()
  const { dataDir, ports } = quickstart
  publishStage({
    topology: 'embedded',
    dataDir,
    sandboxUrl: `http://127.0.0.1:${ports.SANDBOX_PORT}`,
    workerUrl: `http://127.0.0.1:${ports.CPM_WORKER_PORT}`,
    breakerUrl: null,
    redisUrl: null,
    databaseAdminUrl: null,
  })
  return () => quickstart.stop()
}
