import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './postmaster.ts'

// Who may stop a data folder's server: the process that started it, or only an explicit stop (`detached`).
const ownerFile = (dataDir: string) => join(dataDir, 'owner')

/** Makes this process the server's owner, or nobody when it is meant to outlive its starter. */
export async function takeOwnership(dataDir: string, detached = false): Promise<void> {
  await writeFile(ownerFile(dataDir), detached ? 'detached\n' : `${process.pid}\n`)
}

/** Whether the server belongs to a process that lives, or was left running on purpose. */
export async function hasOwner(dataDir: string): Promise<boolean> {
  const owner = (await readFile(ownerFile(dataDir), 'utf8').catch(() => '')).trim()
  return owner === 'detached' || (owner !== '' && isAlive(Number(owner)))
}

/** Forgets the owner of a server that was stopped. */
export async function dropOwnership(dataDir: string): Promise<void> {
  await rm(ownerFile(dataDir), { force: true })
}
