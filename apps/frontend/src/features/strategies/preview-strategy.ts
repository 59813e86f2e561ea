import { type ContentTypeOrAny, strategyPreview } from '@hg/contracts'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import type { StrategyText } from './editor-text.ts'

/** What is looked ahead for: a strategy that exists, or a new one of a client. */
export type PreviewTarget =
  { kind: 'existing'; strategyId: string } | { kind: 'new'; clientId: string; contentType: ContentTypeOrAny }

export interface PreviewOptions {
  shownAs: ContentTypeOrAny
  /** Whether it would be in use; as it is when left out. */
  isActive?: boolean
}

/** What saving this text would do: what differs, what comes out, what does not hold together, whom it reaches. */
export function previewQuery(target: PreviewTarget, text: StrategyText, { shownAs, isActive }: PreviewOptions) {
  const body = { ...text, shown_as: shownAs, ...(isActive === undefined ? {} : { is_active: isActive }) }
  return queryOptions({
    queryKey: ['strategies', 'preview', target, body],
    queryFn: ({ signal }) =>
      target.kind === 'existing'
        ? api(`/smm/strategies/${target.strategyId}/preview`, strategyPreview, { method: 'POST', body, signal })
        : api(`/smm/clients/${target.clientId}/strategies/preview`, strategyPreview, {
            method: 'POST',
            body: { ...body, content_type: target.contentType },
            signal,
          }),
    staleTime: 60_000,
    gcTime: 60_000,
  })
}

/** Looks ahead; the last answer stays in sight while the next one is under way. */
export function usePreview(target: PreviewTarget, text: StrategyText, options: PreviewOptions & { enabled: boolean }) {
  return useQuery({
    ...previewQuery(target, text, options),
    enabled: options.enabled,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
