import { contentTemplate, contentTemplateList, contentTemplateVersions, type ContentType } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

interface ListFilter {
  clientId: string
  contentType?: ContentType
  /** The client's own archived ones, too. */
  archived?: boolean
}

/** The content templates that a client may use, its own and those from above, by name. */
export function contentTemplatesQuery(filter: ListFilter) {
  const { clientId, contentType, archived } = filter
  const query = { content_type: contentType, include: archived ? 'archived' : undefined }
  return queryOptions({
    queryKey: ['content-templates', 'list', filter],
    queryFn: async ({ signal }) =>
      (await api(`/smm/clients/${clientId}/content-templates`, contentTemplateList, { query, signal })).items,
  })
}

/** One content template that a client may use. */
export function contentTemplateQuery(clientId: string, id: string) {
  return queryOptions({
    queryKey: ['content-templates', 'detail', id, { clientId }],
    queryFn: ({ signal }) => api(`/smm/clients/${clientId}/content-templates/${id}`, contentTemplate, { signal }),
  })
}

/** Its versions, the newest first; empty for those whom the client that it belongs to does not concern. */
export function contentTemplateVersionsQuery(clientId: string, id: string) {
  return queryOptions({
    queryKey: ['content-templates', 'versions', id, { clientId }],
    queryFn: async ({ signal }) => {
      const path = `/smm/clients/${clientId}/content-templates/${id}/versions`
      return (await api(path, contentTemplateVersions, { signal })).items
    },
  })
}
