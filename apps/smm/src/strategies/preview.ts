import type {
  ContentTypeOrAny,
  PreviewNewStrategyRequest,
  PreviewStrategyRequest,
  StrategyPreview,
} from '@hg/contracts'
import { findClient, type Queryable, type StrategyLayerRow, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { differencesBetween, type TextOfStrategy, tidyText } from './differences.ts'
import { effectsOf } from './effects.ts'
import { checkShownAs, findStrategy } from './find.ts'
import { toLayer } from './present.ts'
import { fieldsSetBy, readSurroundings } from './read-surroundings.ts'
import { standingOf } from './standing.ts'

const nobody = '00000000-0000-0000-0000-000000000000'
const nothing: TextOfStrategy = { configuration: {}, merge_modes: {} }

/**
 * What saving this text would do: what differs, what comes out, what does not hold together, and for which clients below
 * it changes anything. Writes nothing.
 *
 * @throws {AppError} `not_found`, `unprocessable` for another content type
 */
export async function previewStrategy(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  input: PreviewStrategyRequest,
): Promise<StrategyPreview> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      const row = await findStrategy(tx, id, 'viewer')
      const before = { layer: toLayer(row), isActive: row.is_active }
      return previewText(tx, before, tidyText(input), {
        isActive: input.is_active ?? row.is_active,
        shownAs: checkShownAs(row.content_type, input.shown_as),
      })
    },
    { snapshot: true },
  )
}

/** The same for a strategy that does not exist yet. */
export async function previewNewStrategy(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  input: PreviewNewStrategyRequest,
): Promise<StrategyPreview> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, clientId, 'viewer', 'client')
      return previewNewText(tx, clientId, input.content_type, tidyText(input), {
        isActive: input.is_active,
        shownAs: checkShownAs(input.content_type, input.shown_as),
      })
    },
    { snapshot: true },
  )
}

interface Outlook {
  isActive: boolean
  shownAs: ContentTypeOrAny
}

/** What a text would do as a new strategy of a client. */
export async function previewNewText(
  tx: Queryable,
  clientId: string,
  contentType: ContentTypeOrAny,
  text: TextOfStrategy,
  outlook: Outlook,
): Promise<StrategyPreview> {
  const client = await findClient(tx, { id: clientId })
  if (!client) throw notFound('client')
  const layer: StrategyLayerRow = {
    ...{ strategy_id: nobody, version: 0, name: 'New strategy', content_type: contentType },
    ...{ client_id: clientId, client_name: client.name, depth: 0 },
    ...nothing,
  }
  return previewText(tx, { layer, isActive: false }, text, outlook)
}

/** What a text would do in the place of a strategy as it stands. */
export async function previewText(
  tx: Queryable,
  before: { layer: StrategyLayerRow; isActive: boolean },
  text: TextOfStrategy,
  { isActive, shownAs }: Outlook,
): Promise<StrategyPreview> {
  const differences = differencesBetween(before.layer, text)
  const version = before.layer.version + (differences.length > 0 || before.layer.version === 0 ? 1 : 0)
  const subject: StrategyLayerRow = { ...before.layer, ...text, version }
  const surroundings = await readSurroundings(tx, subject.client_id, [text.configuration], { withBelow: true })
  const { lineage, below, clients, models } = surroundings

  const others = below.filter((layer) => layer.strategy_id !== subject.strategy_id)
  const inItsPlace = (layer: StrategyLayerRow) =>
    layer.client_id === subject.client_id && layer.content_type === subject.content_type
  const after = isActive ? [...others.filter((layer) => !inItsPlace(layer)), subject] : others
  const replaced = others.find(inItsPlace)
  const fields =
    isActive === before.isActive
      ? fieldsSetBy(before.layer.configuration, text.configuration).filter(({ path }) =>
          differences.some((difference) => difference.path === path),
        )
      : fieldsSetBy(before.layer.configuration, text.configuration, replaced?.configuration ?? {})

  return {
    differences,
    standing: standingOf({ ...surroundings, subject, shownAs }),
    effects: await effectsOf({
      ...{ clients, models, fields, after },
      above: lineage.filter((layer) => layer.client_id !== subject.client_id),
      before: below,
    }),
  }
}
