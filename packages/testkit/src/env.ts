/** Where a running topology listens; null for a part that it was started without. */
export interface TopologyAddresses {
  /** Superuser's URL of the database `postgres`. */
  adminUrl: string
  /** The services' login through PgBouncer (transaction pooling), database `postgres`. */
  pgbouncerUrl: string | null
  redisUrl: string | null
}

/** The topology that this process was started in, if any (see with-topology.ts and global-setup.ts). */
export function readTopology(): TopologyAddresses | null {
  const { HG_TEST_ADMIN_URL, HG_TEST_PGBOUNCER_URL, HG_TEST_REDIS_URL } = process.env
  if (!HG_TEST_ADMIN_URL) return null
  return {
    adminUrl: HG_TEST_ADMIN_URL,
    pgbouncerUrl: HG_TEST_PGBOUNCER_URL ?? null,
    redisUrl: HG_TEST_REDIS_URL ?? null,
  }
}

/** The template database that tests clone; null before global set-up made it. */
export function readTemplate(): string | null {
  return process.env.HG_TEST_TEMPLATE ?? null
}

/** The environment variables that hand a topology to child processes. */
export function topologyEnv(addresses: TopologyAddresses): Record<string, string> {
  return {
    HG_TEST_ADMIN_URL: addresses.adminUrl,
    ...(addresses.pgbouncerUrl && { HG_TEST_PGBOUNCER_URL: addresses.pgbouncerUrl }),
    ...(addresses.redisUrl && { HG_TEST_REDIS_URL: addresses.redisUrl }),
  }
}

/** Sets variables for the processes that this one starts from now on; returns what takes them back. */
export function exportEnv(variables: Record<string, string>): () => void {
  Object.assign(process.env, variables)
  return () => {
    for (const name of Object.keys(variables)) delete process.env[name]
  }
}

/** The whole environment, for a command that runs inside a topology. */
export function inheritedEnv(): NodeJS.ProcessEnv {
  return { ...process.env }
}

/** The little that a program under test inherits, so that a developer's own settings never leak into a test. */
export function bareEnv(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }) }
}
