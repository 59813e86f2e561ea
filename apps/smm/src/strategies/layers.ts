import type { ContentTypeOrAny } from '@hg/contracts'
import type { StrategyLayerRow } from '@hg/db'
import { pinLayer } from './pin.ts'

/** True when a layer takes part in the merge for a content type; under `any` only the layers for any content do. */
export function takesPart(layer: { content_type: ContentTypeOrAny }, type: ContentTypeOrAny): boolean {
  return layer.content_type === 'any' || layer.content_type === type
}

/**
 * The layers that are merged for a content type, from a lineage of all types. `subject` stands in the place of the active
 * strategy of its client and type, or where one would stand.
 */
export function layersAs(
  lineage: readonly StrategyLayerRow[],
  type: ContentTypeOrAny,
  subject?: StrategyLayerRow,
): StrategyLayerRow[] {
  const layers = lineage.filter((layer) => takesPart(layer, type))
  return subject && takesPart(subject, type) ? pinLayer(layers, subject) : layers
}

/**
 * The content types whose merges differ within a lineage: a strategy's own, or for one for any content, `any` and each
 * type that has a layer of its own.
 */
export function typesOf(lineage: readonly StrategyLayerRow[], subject: { content_type: ContentTypeOrAny }) {
  if (subject.content_type !== 'any') return [subject.content_type]
  return [...new Set<ContentTypeOrAny>(['any', ...lineage.map(({ content_type }) => content_type)])]
}
