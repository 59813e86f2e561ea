import { gift, probe, secret } from './probes.ts'
import { type Matrix, roles, type Verdict } from './read-matrix.ts'
import { relationOf, type Stage, type StagedClient } from './stage.ts'

export interface Case {
  what: string
  /** The table or function that it is about. */
  subject: string
  actor: string
  statement: string
  /** As `attempt` reports it. */
  expected: string
}

/** Where in the tree the actors stand: the root, an agency, a customer and a direct client. */
export const places = ['hg-content', 'heaviside-digital', 'cincinnati-electrician', 'pasco-scientific']

/** A verdict as an attempt on this table reports it. */
const outcomeOf = (verdict: Verdict, subject: string) => (verdict === 'deny' ? `deny ${subject}` : verdict)

export const bySlug = (stage: Stage, slug: string): StagedClient => {
  const found = stage.clients.find((client) => client.slug === slug)
  if (!found) throw new Error(`the stage has no client ${slug}`)
  return found
}

/** Every table and function about every client, as one role at one place. */
export function casesOfRole(matrix: Matrix, stage: Stage, place: string, role: (typeof roles)[number]): Case[] {
  const own = bySlug(stage, place)
  return matrix.rules.flatMap(({ subject, command, pattern }) =>
    stage.clients.flatMap((row): Case[] => {
      const statement = probe(stage, subject, command, row)
      if (statement === null) return []
      const relation = relationOf(own, row)
      const expected = outcomeOf(pattern.verdicts[role][relation], subject)
      const what = `${role} of ${place}: ${command} ${subject} of ${row.slug} (${relation})`
      return [{ what, subject, actor: stage.actor(own, role), statement, expected }]
    }),
  )
}

/** The same as somebody who is nobody. */
export function casesOfNobody(matrix: Matrix, stage: Stage, [name, actor]: Stage['nobodies'][number]): Case[] {
  return matrix.rules.flatMap(({ subject, command, pattern }) =>
    stage.clients.flatMap((row): Case[] => {
      const statement = probe(stage, subject, command, row)
      if (statement === null) return []
      const what = `${name}: ${command} ${subject} of ${row.slug}`
      return [{ what, subject, actor, statement, expected: outcomeOf(pattern.nobody, subject) }]
    }),
  )
}

/** One's own rows, whatever the role. */
export function casesOfOneself(matrix: Matrix, stage: Stage): Case[] {
  const own = bySlug(stage, 'cincinnati-electrician')
  return roles.flatMap((role) => {
    const actor = stage.actor(own, role)
    const [kind = '', id = ''] = actor.split(':')
    return Object.entries(matrix.self).map(([table, allowed]): Case => {
      const column = table === 'memberships' ? 'user_id' : 'id'
      const statement = `select from ${table} where ${column} = '${id}'`
      return {
        what: `${role}: own ${table}`,
        subject: table,
        actor,
        statement,
        expected: kind in allowed ? 'allow' : 'none',
      }
    })
  })
}

/** What proves an identity, which nobody is shown. */
export function casesOfSecrets(matrix: Matrix, stage: Stage): Case[] {
  return roles.flatMap((role) =>
    matrix.secrets.map((column): Case => {
      const subject = column.split('.')[0] ?? ''
      const actor = stage.actor(bySlug(stage, 'hg-content'), role)
      return {
        what: `${role}: ${column}`,
        subject,
        actor,
        statement: secret(column),
        expected: outcomeOf('deny', subject),
      }
    }),
  )
}

/** Rows handed to another tenant: refused, or none to be handed. */
export function giftsOf(matrix: Matrix, stage: Stage): Omit<Case, 'expected'>[] {
  const [own, row] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const receivers = ['hg-content', 'paving-marketers', 'ohio-paving', 'pasco-scientific']
  return roles.flatMap((role) =>
    matrix.gifts.flatMap((column) =>
      receivers.map((receiver) => ({
        what: `${role}: ${column} to ${receiver}`,
        subject: column.split('.')[0] ?? '',
        actor: stage.actor(own, role),
        statement: gift(column, row, bySlug(stage, receiver)),
      })),
    ),
  )
}
