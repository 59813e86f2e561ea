import { exportEnv } from './env.ts'
import { useTopology } from './use-topology.ts'

/**
 * Vitest's `globalSetup`: uses the topology that with-topology.ts started, or starts one for this run, and sees to the
 * template database. Tests find both through the environment (createTestDatabase, createTestRedis).
 */
export default async function setup(): Promise<() => Promise<void>> {
  const topology = await useTopology()
  const restore = exportEnv(topology.env)
  return async () => {
    restore()
    await topology.stop()
  }
}
