import { createDatabase, withTenant, writeAudit } from '@hg/db'
import { freePort, pgDir, startLocal, startServer, withClient, withDatabase, databaseName } from '@hg/pg'
import { createLogger } from '@hg/runtime'
import { createTenant } from '@hg/testkit'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sealAudit } from './seal.ts'

const key = randomBytes(32)

/** Runs `pg audit …` against a database; resolves to how it ended. */
function pgAudit(adminUrl: string, args: string[], auditKey = key.toString('base64')) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, DATABASE_ADMIN_URL: adminUrl, AUDIT_KEY: auditKey }
    execFile(process.execPath, [join(pgDir, 'src/cli.ts'), 'audit', ...args], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

it('verifies in a copy of the data directory that is started elsewhere, and no longer once it was falsified', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'hg-audit-'))
  await chmod(dir, 0o755)
  try {
    const original = await startLocal({ port: await freePort(), dataDir: join(dir, 'original') })
    const logger = createLogger({ service: 'test', level: 'silent' })
    const db = createDatabase({ url: original.appUrl, max: 2, applicationName: 'smm-test', logger })
    const tenant = await createTenant(original.adminUrl)
    for (let step = 0; step < 20; step++) {
      const change = {
        clientId: tenant.agencyId,
        action: 'client.renamed',
        targetType: 'client',
        targetId: tenant.agencyId,
      } as const
      await withTenant(db, { kind: 'user', id: tenant.users.owner }, (tx) =>
        writeAudit(tx, { requestId: `r-${step}`, address: null }, { ...change, after: { name: `Step ${step}` } }),
      )
    }
    await sealAudit(db, key)
    await db.close()
    const heads = await pgAudit(original.adminUrl, ['heads'])
    await original.server.stop()
    await writeFile(join(dir, 'heads.json'), heads.out)
    await cp(join(dir, 'original'), join(dir, 'copy'), { recursive: true, preserveTimestamps: true })

    const copy = await startServer({ dataDir: join(dir, 'copy'), port: await freePort() })
    try {
      const url = withDatabase(copy.adminUrl, databaseName)
      const verify = ['verify', '--heads', join(dir, 'heads.json')]
      const verified = await pgAudit(url, verify)
      expect([verified.code, verified.err, verified.out]).toEqual([
        0,
        '',
        expect.stringMatching(/20 links in 1 chains, 1 heads compared.*\n.*verifies\n$/),
      ])
      expect(await pgAudit(url, verify, randomBytes(32).toString('base64'))).toMatchObject({ code: 1 })
      expect((await pgAudit(url, verify, 'short')).err).toMatch(/AUDIT_KEY: must be 32 bytes as base64/)
      await withClient(url, async (admin) => {
        await admin.query('set session_replication_role = replica')
        await admin.query('delete from audit_seals where seq = 20')
        await admin.query('delete from audit_details where audit_id = (select max(id::text)::uuid from audit_log)')
        await admin.query('delete from audit_log where id = (select max(id::text)::uuid from audit_log)')
      })
      const cut = await pgAudit(url, verify)
      expect([cut.code, cut.out, cut.err]).toEqual([
        1,
        expect.stringContaining('the chain ends at 19, before its head 20'),
        'the audit does not verify: 1 findings\n',
      ])
    } finally {
      await copy.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}, 600_000)
