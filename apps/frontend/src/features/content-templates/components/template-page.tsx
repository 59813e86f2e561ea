'use client'

import { type Client, contentTemplateInput, type ContentTemplate, type ContentTemplateInput } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { ConflictNotice } from '#components/conflict-notice.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { RoleFieldset } from '#components/role-gate.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { ApiError } from '#lib/api.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { whyNot } from '#lib/roles.ts'
import { contentTemplateQuery } from '../get-content-templates.ts'
import { useArchiveTemplate, useSaveTemplate } from '../save-template.ts'
import { templateFields, type TemplateValues, toTemplateValues } from '../template-values.ts'
import { TemplateFields } from './template-fields.tsx'
import { TemplateVersions } from './template-versions.tsx'

const resolver = zodResolver(contentTemplateInput, { error: formMessage })

/** One content template: to change, where it is the client's own; to read and to copy, where it is from above. */
export function TemplatePage({ templateId }: { templateId: string }) {
  return (
    <ClientGate title="Template">
      {({ client, clients }) => (
        <Page>
          <Template key={`${client.id} ${templateId}`} client={client} clients={clients} templateId={templateId} />
        </Page>
      )}
    </ClientGate>
  )
}

function Template({ client, clients, templateId }: { client: Client; clients: Client[]; templateId: string }) {
  const query = useQuery(contentTemplateQuery(client.id, templateId))
  const name = query.data?.name ?? 'Template'
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Blank
        page
        role="alert"
        title="No such template"
        action={
          <Button asChild>
            <Link href={`/clients/${client.slug}/templates`}>To the templates</Link>
          </Button>
        }
      >
        There is none at {client.name} or above it, or it is archived where it belongs.
      </Blank>
    )
  }
  return (
    <>
      <Trail path={lineage(clients, client.id)} here="Templates" hereHref={`/clients/${client.slug}/templates`} />
      <PageHead className="mt-3 mb-8" title={name} />
      <Loaded query={query} what="the template" shape="form">
        {(template) => (
          <div className="grid max-w-[48rem] grid-cols-[minmax(0,1fr)] gap-8">
            <Standing client={client} template={template} />
            <TemplateForm client={client} template={template} />
            <TemplateVersions clientId={client.id} template={template} />
          </div>
        )}
      </Loaded>
    </>
  )
}

/** Where it comes from and whether it is in use, with what can be done about it. */
function Standing({ client, template }: { client: Client; template: ContentTemplate }) {
  const archive = useArchiveTemplate(template)
  const copy = `/clients/${client.slug}/templates/new?from=${template.id}`
  if (template.inherited) {
    return (
      <Notice title={`From ${template.client_name}`}>
        <p>
          {template.overridden
            ? `${client.name} has one of the same name, which stands in its place.`
            : `It is changed there. A copy of the same name takes its place for ${client.name} and the clients below.`}
        </p>
        <Button asChild size="sm" className="justify-self-start" off={whyNot(client, 'admin', 'Copying templates')}>
          <Link href={copy}>Copy it to {client.name}</Link>
        </Button>
      </Notice>
    )
  }
  const off = whyNot(client, 'admin', 'Archiving templates')
  if (template.archived_at !== null) {
    return (
      <Notice title="Archived">
        <p>It is offered nowhere. Pieces that were requested with it keep it as it was.</p>
        <Button
          size="sm"
          className="justify-self-start"
          off={off}
          busy={archive.isPending}
          onClick={() => archive.submit(false)}
        >
          Use it again
        </Button>
        {archive.error && <p role="alert">{archive.error.message}</p>}
      </Notice>
    )
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild size="sm" off={whyNot(client, 'admin', 'Copying templates')}>
        <Link href={copy}>Make a copy</Link>
      </Button>
      <Confirm
        title={`Archive ${template.name}?`}
        description="It is no longer offered to this client and to those below. Pieces that were requested with it keep it as it was."
        confirm="Archive"
        onConfirm={() => archive.mutateAsync(true)}
      >
        <Button size="sm" off={off}>
          Archive
        </Button>
      </Confirm>
    </div>
  )
}

function TemplateForm({ client, template }: { client: Client; template: ContentTemplate }) {
  // What the form began with: a newer reading in the background must not hide that somebody else changed something.
  const [base, setBase] = useState(template)
  const form = useForm<TemplateValues, unknown, ContentTemplateInput>({
    resolver,
    defaultValues: toTemplateValues(base),
  })
  const { isDirty } = form.formState
  const save = useSaveTemplate(template, form, beginAgain)
  const current = save.conflict?.current as ContentTemplate | undefined

  function beginAgain(saved: ContentTemplate) {
    setBase(saved)
    form.reset(toTemplateValues(saved))
  }

  const fields = (
    <div className="grid gap-8">
      <SaveProblem
        error={save.conflict ? null : save.error}
        title="The template was not saved"
        fields={templateFields}
      />
      {current && (
        <ConflictNotice
          conflict={{ current: toTemplateValues(current), yours: save.conflict?.yours }}
          what="this template"
          busy={save.isPending}
          onTakeCurrent={() => {
            save.reset()
            beginAgain(current)
          }}
          onSaveMine={() =>
            void form.handleSubmit((values) => save.submit({ ...values, base_version: current.version }))()
          }
        />
      )}
      <TemplateFields />
    </div>
  )
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label={template.name}
        onSubmit={(event) =>
          void form.handleSubmit((values) => save.submit({ ...values, base_version: base.version }))(event)
        }
      >
        {template.inherited ? (
          <fieldset disabled className="min-w-0">
            {fields}
          </fieldset>
        ) : (
          <RoleFieldset client={client} needs="admin" doing="Changing templates">
            {fields}
            <div className="mt-8">
              <FormActions unsaved={isDirty} busy={save.isPending} onCancel={() => form.reset()} />
            </div>
          </RoleFieldset>
        )}
      </form>
    </FormProvider>
  )
}
