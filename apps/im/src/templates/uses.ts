import type { Prompt, PromptFinding, PromptText } from '@hg/contracts'
import {
  listPartials,
  listRenderingTexts,
  listServingTexts,
  type PartialRow,
  type PromptRow,
  type PromptTextRow,
  type Queryable,
} from '@hg/db'
import { AppError } from '@hg/runtime'
import { namesOfPartials } from '../prompts/compile.ts'
import { createEngine } from '../prompts/engine.ts'
import { validateVersion } from '../validation/validate-version.ts'
import { toValidate } from './check.ts'
import { requireVersion } from './require-version.ts'

const engine = createEngine()

type Text = Pick<PromptText, 'template' | 'system_template'>

/** The partials that a text renders, also through them; null where they cannot be followed: circles, too deep, too long together. */
export function namesIn({ template, system_template }: Text, partials: readonly PartialRow[]): string[] | null {
  return namesOfPartials(engine, [system_template, template], partials)
}

/** What a text renders, also through partials, and what renders this template, should it be a partial. */
export async function readUses(
  tx: Queryable,
  row: PromptRow,
  latest: Text,
): Promise<Pick<Prompt, 'partials' | 'used_by'>> {
  const partials = await listPartials(tx, row.client_id)
  const found = new Map(partials.map((partial) => [partial.name, partial]))
  const names = (namesIn(latest, partials) ?? []).sort()
  return {
    partials: names.map((name) => {
      const { template_id = null, version = null, open_below = false } = found.get(name) ?? {}
      return { name, template_id, version, open_below }
    }),
    used_by: row.kind === 'partial' ? await readUsers(tx, row, partials) : [],
  }
}

/** The partials in use that a template's latest version and the one in use render, also through others. */
export async function listRenderedPartials(tx: Queryable, row: PromptRow) {
  const partials = await listPartials(tx, row.client_id)
  const versions = [...new Set([row.latest_version, row.version ?? row.latest_version])]
  const names = new Set<string>()
  for (const version of versions) {
    const text = await requireVersion(tx, row.template_id, version)
    for (const name of namesIn(text, partials) ?? []) names.add(name)
  }
  return partials.filter(({ name }) => names.has(name))
}

async function readUsers(tx: Queryable, row: PromptRow, partials: readonly PartialRow[]): Promise<Prompt['used_by']> {
  const users: Prompt['used_by'] = []
  for (const text of await listRenderingTexts(tx, row.client_id)) {
    const { template_id, name, kind, version } = text
    if (template_id === row.template_id) continue
    if (namesIn(text, partials)?.includes(row.name)) users.push({ template_id, name, kind, version })
    await letOthersGo()
  }
  return users.sort((a, b) => a.name.localeCompare(b.name))
}

/** There may be hundreds of texts: others are served in between. */
function letOthersGo(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function errorOf(user: PromptTextRow, partials: readonly PartialRow[]): PromptFinding | undefined {
  return validateVersion(toValidate(user, user), { partials }).find(({ severity }) => severity === 'error')
}

/**
 * Refuses to bring a partial into use in this text, or out of use with null, where a template that is in use, or a version
 * that an experiment tries, would break by it.
 *
 * @throws {AppError} `template_invalid` that names each of them
 */
export async function requireUsersIntact(tx: Queryable, row: PromptRow, text: string | null): Promise<void> {
  const inUse = await listPartials(tx, row.client_id)
  const others = inUse.filter(({ name }) => name !== row.name)
  const { template_id, name } = row
  const partials =
    text === null ? others : [...others, { template_id, name, version: row.latest_version, template: text }]
  const broken: { user: PromptTextRow; finding: PromptFinding }[] = []
  for (const user of await listServingTexts(tx, row.client_id)) {
    if (user.template_id === template_id) continue
    // Where names can no longer be followed, it is either by this partial or as it was before.
    const names = namesIn(user, partials)
    await letOthersGo()
    if (names && !names.includes(name)) continue
    const finding = errorOf(user, partials)
    if (finding && (names || !errorOf(user, inUse))) broken.push({ user, finding })
    await letOthersGo()
  }
  if (broken.length === 0) return
  const names = broken.map(({ user }) => `“${user.name}” (version ${user.version})`).join(', ')
  const isOne = broken.length === 1
  throw new AppError(
    'template_invalid',
    `${isOne ? 'A template that is' : `${broken.length} templates that are`} in use would break: ${names}.`,
    { fields: broken.map(({ user, finding }) => ({ path: 'template', message: `${user.name}: ${finding.message}` })) },
  )
}
