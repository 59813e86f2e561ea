import {
  productionLabel,
  type Prompt,
  type PromptAuthor,
  type PromptFinding,
  type PromptLabel,
  type PromptTemplate,
  type PromptVersion,
  type PromptVersionSummary,
} from '@hg/contracts'
import {
  type LineagePromptRow,
  listPromptLabels,
  promptAuthors,
  type PromptLabelRow,
  type PromptRow,
  type PromptVersionRow,
  type PromptVersionTextRow,
  type Queryable,
} from '@hg/db'
import { checkVersion } from './check.ts'
import { requireVersion } from './require-version.ts'
import { readUses } from './uses.ts'

/** Names of a client's authors, by actor. */
export type Authors = ReadonlyMap<string, string>

function presentAuthor(actor: string | null, authors: Authors): PromptAuthor | null {
  return actor === null ? null : { actor, name: authors.get(actor) ?? null }
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

export function presentVersionSummary(
  row: PromptVersionRow,
  labels: readonly PromptLabel[],
  authors: Authors,
): PromptVersionSummary {
  const { version, message, restored_from } = row
  return {
    ...{ version, message, restored_from },
    author: presentAuthor(row.created_by, authors),
    labels: labels.filter((label) => label.version === version).map(({ label }) => label),
    created_at: row.created_at.toISOString(),
  }
}

export function presentVersion(
  row: PromptVersionTextRow,
  labels: readonly PromptLabel[],
  authors: Authors,
): PromptVersion {
  const { system_template, template, variables, model_settings, trim_order } = row
  return {
    ...presentVersionSummary(row, labels, authors),
    ...{ system_template, template, variables, model_settings, trim_order },
  }
}

/** A client's own template as lists show it. */
export function presentOwn(row: PromptRow, labels: readonly PromptLabel[], authors: Authors): PromptTemplate {
  return {
    ...presentSummary(row, labels),
    inherited: false,
    message: row.message,
    author: presentAuthor(row.created_by, authors),
  }
}

function presentSummary(
  row: PromptRow,
  labels: readonly PromptLabel[],
): Omit<PromptTemplate, 'inherited' | 'message' | 'author'> {
  const { template_id, client_id, client_name, kind, name, content_type, version, latest_version } = row
  return {
    id: template_id,
    ...{ client_id, client_name, kind, name, content_type, version, latest_version },
    labels: [...labels],
    created_at: row.created_at.toISOString(),
    updated_at: row.versioned_at.toISOString(),
  }
}

/** A template of a client above, as lists show it: what serves, and nothing about who made it or what else there is. */
export function presentInherited(row: LineagePromptRow): PromptTemplate {
  const { template_id, client_id, client_name, name, content_type, version } = row
  const made = row.created_at.toISOString()
  return {
    id: template_id,
    ...{ client_id, client_name, kind: 'prompt', name, content_type, version },
    latest_version: version,
    labels: [],
    inherited: true,
    message: null,
    author: null,
    created_at: made,
    updated_at: made,
  }
}

/**
 * A template with its texts, what it renders, what renders it, and what is to be said of it.
 *
 * @param findings about the latest version, where somebody has looked already
 */
export async function presentPrompt(tx: Queryable, row: PromptRow, findings?: PromptFinding[]): Promise<Prompt> {
  const labels = await readLabels(tx, row)
  const authors = await promptAuthors(tx, row.client_id)
  const latest = await requireVersion(tx, row.template_id, row.latest_version)
  const inUse =
    row.version === null || row.version === latest.version
      ? null
      : await requireVersion(tx, row.template_id, row.version)
  const uses = await readUses(tx, row, latest)
  return {
    ...presentSummary(row, labels),
    latest: presentVersion(latest, labels, authors),
    production: inUse && presentVersion(inUse, labels, authors),
    ...uses,
    findings: findings ?? (await checkVersion(tx, row, latest)),
  }
}
