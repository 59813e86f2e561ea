'use client'

import { type Client, contentTemplateInput, type ContentTemplateInput } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { FormProvider, useForm } from 'react-hook-form'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { formMessage } from '#lib/forms/form-messages.ts'
import { leave } from '#lib/leave-guard.ts'
import { contentTemplateQuery } from '../get-content-templates.ts'
import { useCreateTemplate } from '../save-template.ts'
import { newTemplate, templateFields, type TemplateValues, toTemplateValues } from '../template-values.ts'
import { TemplateFields } from './template-fields.tsx'

const resolver = zodResolver(contentTemplateInput, { error: formMessage })

/** A new content template. `?from=<id>` begins with a copy of that one. */
export function NewTemplatePage() {
  const [from] = useQueryState('from', parseAsString)
  return (
    <ClientPage title="New template">
      {({ client }) => (
        <RoleGate client={client} needs="admin" doing="Adding templates" title="You can use templates, not add them">
          {from === null ? (
            <NewTemplateForm key={client.id} client={client} first={newTemplate} />
          ) : (
            <Copy key={client.id} client={client} from={from} />
          )}
        </RoleGate>
      )}
    </ClientPage>
  )
}

function Copy({ client, from }: { client: Client; from: string }) {
  const query = useQuery(contentTemplateQuery(client.id, from))
  return (
    <Loaded query={query} what="the template to copy" shape="form">
      {(template) => (
        <NewTemplateForm
          client={client}
          // The same name at a client below takes the other one's place; at the same client it would be taken.
          first={{
            ...toTemplateValues(template),
            name: template.inherited ? template.name : `${template.name} (copy)`,
          }}
        />
      )}
    </Loaded>
  )
}

function NewTemplateForm({ client, first }: { client: Client; first: TemplateValues }) {
  const router = useRouter()
  const form = useForm<TemplateValues, unknown, ContentTemplateInput>({ resolver, defaultValues: first })
  const create = useCreateTemplate(client.id, form, ({ id }) => {
    router.replace(`/clients/${client.slug}/templates/${id}`)
  })
  const isUnsaved = (form.formState.isDirty || first !== newTemplate) && !create.isSuccess
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="New template"
        className="grid max-w-[48rem] gap-8"
        onSubmit={(event) => void form.handleSubmit(create.submit)(event)}
      >
        <SaveProblem error={create.error} title="The template was not added" fields={templateFields} />
        <TemplateFields />
        <FormActions
          unsaved={isUnsaved}
          busy={create.isPending}
          save="Add the template"
          cancel="Cancel"
          onCancel={() => leave(() => router.push(`/clients/${client.slug}/templates`))}
        />
      </form>
    </FormProvider>
  )
}
