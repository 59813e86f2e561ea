import {
  productionLabel,
  type Prompt,
  type PromptAuthor,
  type PromptFinding,
  type PromptLabel,
  type PromptTemplate,
  type PromptTrial,
  type PromptVersion,
  type PromptVersionSummary,
} from '@hg/contracts'
import {
  type LineagePromptRow,
  listPromptLabels,
  listTrials,
  promptAuthors,
  type PromptLabelRow,
  type PromptRow,
  type PromptVersionRow,
  type PromptVersionTextRow,
  type Queryable,
  type TrialRow,
} from '@hg/db'
import { arrangeVariables } from './arrange-variables.ts'
import { checkVersion } from './check.ts'
import { requireVersion } from './require-version.ts'
import { readUses } from './uses.ts'

/** Names of a client's authors, by actor; null for readers from below, who are told of none. */
export type Authors = ReadonlyMap<string, string> | null

/** What stands on the versions of a template: its labels, and who signed for them. */
export interface Signs {
  labels: readonly PromptLabel[]
  authors: Authors
}

function presentAuthor(actor: string | null, authors: Authors): PromptAuthor | null {
  return actor === null || authors === null ? null : { actor, name: authors.get(actor) ?? null }
}

/** The labels of a template, and its authors where it is not read from below. */
export async function readSigns(tx: Queryable, row: PromptRow & { inherited?: boolean }): Promise<Signs> {
  return {
    labels: await readLabels(tx, row),
    authors: row.inherited ? null : await promptAuthors(tx, row.client_id),
  }
}

/** The labels of a template, `production` first. */
export function labelsOf(row: PromptRow, labels: readonly PromptLabelRow[]): PromptLabel[] {
  const own = labels.filter(({ template_id }) => template_id === row.template_id)
  return [
    ...(row.version === null ? [] : [{ label: productionLabel, version: row.version, protected: true }]),
    ...own.map(({ label, version, protected: isProtected }) => ({ label, version, protected: isProtected })),
  ]
}

export async function readLabels(tx: Queryable, row: PromptRow): Promise<PromptLabel[]> {
  return labelsOf(row, await listPromptLabels(tx, row.client_id))
}

export function presentVersionSummary(row: PromptVersionRow, { labels, authors }: Signs): PromptVersionSummary {
  const { version, message, restored_from } = row
  return {
    ...{ version, message, restored_from },
    author: presentAuthor(row.created_by, authors),
    labels: labels.filter((label) => label.version === version).map(({ label }) => label),
    created_at: row.created_at.toISOString(),
  }
}

export function presentVersion(row: PromptVersionTextRow, signs: Signs): PromptVersion {
  const { system_template, template, variables, model_settings, trim_order } = row
  return {
    ...presentVersionSummary(row, signs),
    ...{ system_template, template, variables: arrangeVariables(variables), model_settings, trim_order },
  }
}

/** A client's own template as lists show it. */
export function presentOwn(row: PromptRow, labels: readonly PromptLabel[], authors: Authors): PromptTemplate {
  return {
    ...presentSummary(row, labels),
    message: row.message,
    author: presentAuthor(row.created_by, authors),
  }
}

function presentSummary(
  row: PromptRow & { inherited?: boolean },
  labels: readonly PromptLabel[],
): Omit<PromptTemplate, 'message' | 'author'> {
  const { template_id, client_id, client_name, kind, name, content_type, version, latest_version, open_below } = row
  return {
    id: template_id,
    ...{ client_id, client_name, kind, name, content_type, version, latest_version, open_below },
    inherited: row.inherited ?? false,
    labels: [...labels],
    created_at: row.created_at.toISOString(),
    updated_at: row.versioned_at.toISOString(),
  }
}

/** A template of a client above, as lists show it: what serves, and nothing about who made it or what else there is. */
export function presentInherited(row: LineagePromptRow): PromptTemplate {
  const { template_id, client_id, client_name, name, content_type, version, open_below } = row
  const made = row.created_at.toISOString()
  return {
    id: template_id,
    ...{ client_id, client_name, kind: 'prompt', name, content_type, version },
    ...{ latest_version: version, open_below },
    labels: [],
    inherited: true,
    message: null,
    author: null,
    created_at: made,
    updated_at: made,
  }
}

function presentTrial({ started_at, ...trial }: TrialRow): PromptTrial {
  return { ...trial, started_at: started_at.toISOString() }
}

/**
 * A template with its texts, what it renders, what renders it, and what is to be said of it. From below nothing is: it is not
 * the reader's to mend.
 *
 * @param findings about the latest version, where somebody has looked already
 */
export async function presentPrompt(
  tx: Queryable,
  row: PromptRow & { inherited?: boolean },
  findings?: PromptFinding[],
): Promise<Prompt> {
  const signs = await readSigns(tx, row)
  const latest = await requireVersion(tx, row.template_id, row.latest_version)
  const inUse =
    row.version === null || row.version === latest.version
      ? null
      : await requireVersion(tx, row.template_id, row.version)
  const uses = await readUses(tx, row, latest)
  return {
    ...presentSummary(row, signs.labels),
    latest: presentVersion(latest, signs),
    production: inUse && presentVersion(inUse, signs),
    ...uses,
    trials: (await listTrials(tx, row.template_id)).map(presentTrial),
    findings: findings ?? (row.inherited ? [] : await checkVersion(tx, row, latest)),
  }
}
