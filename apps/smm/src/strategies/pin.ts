import type { StrategyLayerRow } from '@hg/db'

/**
 * Puts a named strategy in the place of the active one of its client and content type, or where one would stand if there
 * is none. Rows are ordered from the root down, within a client `any` first.
 */
export function pinLayer(layers: StrategyLayerRow[], pinned: StrategyLayerRow): StrategyLayerRow[] {
  const others = layers.filter(
    (layer) => layer.client_id !== pinned.client_id || layer.content_type !== pinned.content_type,
  )
  const comesAfter = (layer: StrategyLayerRow): boolean =>
    layer.depth < pinned.depth || (layer.depth === pinned.depth && pinned.content_type === 'any')
  const at = others.findIndex(comesAfter)
  return at < 0 ? [...others, pinned] : others.toSpliced(at, 0, pinned)
}
