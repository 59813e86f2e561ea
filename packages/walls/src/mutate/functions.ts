import type { Client } from 'pg'
import { type Finding, type Questions, tryChange } from './policies.ts'
import type { FunctionChange } from './role-checks.ts'

/** Takes each role check out of its function in turn, and asks the matrix and the deeds whether they notice. */
export async function mutateFunctions(
  admin: Client,
  questions: Questions,
  changes: FunctionChange[],
  report: (finding: Finding) => void,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, from, to } of changes) {
    const { rows } = await admin.query<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [name])
    const text = rows[0]?.text ?? ''
    if (!text.includes(from)) throw new Error(`${name} no longer says: ${from}`)
    const subject = /^app\.(\w+)/.exec(name)?.[1] ?? ''
    const finding = await tryChange(admin, questions, {
      removed: `${name}: ${from} → ${to || 'nothing'}`,
      sql: text.replace(from, to),
      subject,
    })
    findings.push(finding)
    report(finding)
  }
  return findings
}
