import { readTopology, topologyEnv } from './env.ts'
import { ensureTemplate } from './template.ts'
import { startTopology, type Topology } from './topology.ts'

/**
 * Joins the topology that this process was started in, or starts one, and sees to the template database.
 * `env` hands both to child processes; `stop` ends what was started here, and nothing else.
 */
export async function useTopology(): Promise<{ env: Record<string, string>; stop: () => Promise<void> }> {
  const given = readTopology()
  const topology: Topology = given ? { ...given, stop: () => Promise.resolve() } : await startTopology()
  try {
    const template = await ensureTemplate(topology.adminUrl)
    return { env: { ...topologyEnv(topology), HG_TEST_TEMPLATE: template }, stop: topology.stop }
  } catch (error) {
    await topology.stop()
    throw error
  }
}
