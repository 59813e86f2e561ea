import { contentTemplate, type ContentTemplate, type ContentTemplateInput } from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { templateFields, type TemplateValues, tidyTemplate } from './template-values.ts'

const stale = [['content-templates']]

type Form = Pick<UseFormReturn<TemplateValues>, 'setError' | 'setFocus'>

/** Adds a content template to a client. */
export function useCreateTemplate(clientId: string, form: Form, onSaved: (saved: ContentTemplate) => void) {
  return useSave({
    send: (input: ContentTemplateInput) =>
      api(`/smm/clients/${clientId}/content-templates`, contentTemplate, { method: 'POST', body: tidyTemplate(input) }),
    errors: { form, fields: templateFields },
    stale,
    saved: ({ name }) => `${name} added`,
    onSaved,
  })
}

/** Writes a content template anew, as its next version. */
export function useSaveTemplate(
  { client_id, id }: Pick<ContentTemplate, 'client_id' | 'id'>,
  form: Form,
  onSaved: (saved: ContentTemplate) => void,
) {
  return useSave({
    send: ({ base_version, ...input }: ContentTemplateInput & { base_version: number }) =>
      api(`/smm/clients/${client_id}/content-templates/${id}`, contentTemplate, {
        method: 'PUT',
        body: { ...tidyTemplate(input), base_version },
      }),
    errors: { form, fields: templateFields },
    stale,
    saved: ({ version }) => `Saved as version ${version}`,
    onSaved,
  })
}

/** Takes a content template out of use, or back into it. */
export function useArchiveTemplate({ client_id, id }: Pick<ContentTemplate, 'client_id' | 'id'>) {
  return useSave({
    send: (archive: boolean) =>
      api(`/smm/clients/${client_id}/content-templates/${id}/${archive ? 'archive' : 'restore'}`, contentTemplate, {
        method: 'POST',
      }),
    stale,
    saved: ({ name, archived_at }) => `${name} ${archived_at === null ? 'is in use again' : 'archived'}`,
  })
}
