import { resolve } from 'node:path'

/** The folder `pg/`: roles, migrations, seeds and reference data lie in it. */
export const pgDir = resolve(import.meta.dirname, '..')

/** The repository's root. */
export const projectDir = resolve(pgDir, '..')
