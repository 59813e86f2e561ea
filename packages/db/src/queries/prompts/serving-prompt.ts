import type { ContentType, Role } from '@hg/contracts'
import { type Actor, formatActor } from '@hg/runtime'
import { sql } from 'kysely'
import { type Database, orUnavailable } from '../../database.ts'
import type { RunningExperimentRow } from '../experiments/running-experiment.ts'
import { storableVersion } from './storable-version.ts'

export interface ServingPromptRow {
  template_id: string
  version: number
  name: string
  /** The client that owns the template: the asked one or one above it. */
  client_id: string
  /** The asked client's name. */
  client_name: string
  /** Which partials of the owner are in use, as `<template id>:<version>` in the order of their names; null without any. */
  partials: string | null
}

/**
 * The actor's role on a client (null: not theirs to see), and which version serves it, in one round trip: sets the actor for
 * this one statement and asks. With the experiment that decides otherwise, where one runs.
 *
 * @param asked.version one version of the named template, in use or not; only the worker may ask so for what it cannot read
 */
export async function servingPrompt(
  db: Database,
  actor: Actor,
  asked: {
    clientId: string
    contentType: ContentType
    templateId?: string | undefined
    version?: number | undefined
    /** Whether the request takes part in experiments; not, where it is left out. */
    takesPart?: boolean
  },
): Promise<{ role: Role | null; serves: ServingPromptRow | null; experiment: RunningExperimentRow | null }> {
  const { clientId, contentType, templateId = null, version = null, takesPart = false } = asked
  const { rows } = await orUnavailable(() =>
    sql<ServingPromptRow & { role: Role | null; template_id: string | null; experiment: RunningExperimentRow | null }>`
      with context as materialized (select set_config('app.actor', ${formatActor(actor)}, true) as actor)
      select s.*, case when e.id is not null then to_jsonb(e) end as experiment
      from context
      cross join lateral app.serving_prompt(
        case when context.actor <> '' then ${clientId}::uuid end, ${contentType}, ${templateId}, ${version && storableVersion(version)}) s
      left join lateral (
        select r.* from app.running_experiment(${clientId}, ${contentType}, s.template_id) r
      ) e on ${takesPart} and s.template_id is not null`.execute(db.kysely),
  )
  const row = rows[0]
  return { role: row?.role ?? null, serves: row?.template_id ? row : null, experiment: row?.experiment ?? null }
}
