import { isPortFree } from '@hg/pg'
import type { ScriptEnv } from './env.ts'
import { Failure } from './say.ts'

const variables: Record<keyof ScriptEnv['ports'], string> = {
  frontend: 'FRONTEND_PORT',
  cpm: 'CPM_PORT',
  worker: 'CPM_WORKER_PORT',
  im: 'IM_PORT',
  smm: 'SMM_PORT',
  sandbox: 'SANDBOX_PORT',
  postgres: 'PGPORT',
}

/** Makes sure, before anything is started, that every port is free; names the first that is not and how to choose another. */
export async function requirePorts(ports: ScriptEnv['ports'], needed: (keyof ScriptEnv['ports'])[]): Promise<void> {
  for (const part of needed) {
    if (await isPortFree(ports[part])) continue
    throw new Failure(
      `Port ${ports[part]} (${part}) is taken by another program: stop it, or choose another with ${variables[part]}=<port>.`,
    )
  }
}
