import { exportEnv, readTopology, topologyEnv } from './env.ts'
import { ensureTemplate } from './template.ts'
import { startTopology } from './topology.ts'

/**
 * Vitest's `globalSetup`: uses the topology that with-topology.ts started, or starts one for this run, and sees to the
 * template database. Tests find both through the environment (createTestDatabase, createTestRedis).
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = readTopology()
  const own = given ? null : await startTopology()
  const topology = given ?? own
  try {
    if (!topology) throw new Error('no topology')
    const template = await ensureTemplate(topology.adminUrl)
    const restore = exportEnv({ ...topologyEnv(topology), HG_TEST_TEMPLATE: template })
    return async () => {
      restore()
      await own?.stop()
    }
  } catch (error) {
    await own?.stop()
    throw error
  }
}
