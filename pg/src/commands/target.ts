import { readEnv } from '../env.ts'
import { findLocal, startLocal } from '../local.ts'

/** The database that a `pg db` command works on. */
export interface Target {
  adminUrl: string
  appPassword?: string
  /** What to call it in a message; no password in it. */
  name: string
  local: boolean
}

/**
 * Works on `DATABASE_ADMIN_URL` when it is set, and on the local database otherwise, whose server is started for as
 * long as that takes when it does not run.
 */
export async function withTarget(work: (target: Target) => Promise<void>): Promise<void> {
  const { adminUrl, appPassword, port } = readEnv()
  if (adminUrl) {
    const { host, pathname } = new URL(adminUrl)
    return work({ adminUrl, appPassword, name: host + pathname, local: false })
  }
  const name = 'the local database'
  const running = await findLocal()
  if (running) return work({ ...running, name, local: true })
  const started = await startLocal({ port })
  try {
    await work({ ...started, name, local: true })
  } finally {
    await started.server.stop()
  }
}
