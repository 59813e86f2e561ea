'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { ClientDetails } from '@hg/contracts'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { ConflictNotice } from '#components/conflict-notice.tsx'
import { RoleFieldset } from '#components/role-gate.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { whyNot } from '#lib/roles.ts'
import { clientForm, type ClientForm, clientFormFields, toClientForm, toClientUpdate } from '../client-form-values.ts'
import { factLabel } from '../fact-labels.ts'
import { useSaveClient } from '../save-client.ts'
import { FactsFields } from './facts-fields.tsx'

const resolver = zodResolver(clientForm, { error: formMessage })
const doing = 'Changing what is known about it'

/** Name, address and facts, saved together. What somebody else saved meanwhile is shown, and never overwritten unasked. */
export function ClientSettingsForm({ client }: { client: ClientDetails }) {
  // What the form began with: a newer reading in the background must not hide that somebody else changed something.
  const [base, setBase] = useState(client)
  const router = useRouter()
  const pathname = usePathname()
  const form = useForm<ClientForm>({ resolver, defaultValues: toClientForm(base) })
  const { errors, isDirty } = form.formState
  const save = useSaveClient(client.id, form, beginAgain)
  const current = save.conflict?.current as ClientDetails | undefined

  function beginAgain(saved: ClientDetails) {
    setBase(saved)
    form.reset(toClientForm(saved))
    if (saved.slug !== base.slug) router.replace(pathname.replace(`/clients/${base.slug}/`, `/clients/${saved.slug}/`))
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="General"
        onSubmit={(event) =>
          void form.handleSubmit((values) => save.submit(toClientUpdate(values, base.version)))(event)
        }
      >
        <RoleFieldset client={client} needs="admin" doing={doing}>
          <div className="grid gap-12">
            <SaveProblem
              error={save.conflict ? null : save.error}
              title="The client was not saved"
              fields={clientFormFields}
            />
            {current && (
              <ConflictNotice
                conflict={{ current: toText(current), yours: save.conflict?.yours }}
                what="this client"
                label={(path) => factLabel(path.replace(/^facts\./, ''))}
                busy={save.isPending}
                onTakeCurrent={() => {
                  save.reset()
                  beginAgain(current)
                }}
                onSaveMine={() => save.submit(toClientUpdate(form.getValues(), current.version))}
              />
            )}
            <Section title="Name" help="The short name stands in web addresses. Former ones go on leading here.">
              <div className="grid max-w-[40rem] gap-6 sm:grid-cols-2">
                <Field id="name" label="Name" error={errorText(errors.name)}>
                  {(ids) => <Input {...ids} {...form.register('name')} autoComplete="off" maxLength={120} />}
                </Field>
                <Field id="slug" label="Short name" error={errorText(errors.slug)} hint={formerly(base)}>
                  {(ids) => (
                    <Input
                      {...ids}
                      {...form.register('slug')}
                      autoComplete="off"
                      autoCapitalize="none"
                      spellCheck={false}
                      className="font-mono"
                    />
                  )}
                </Field>
              </div>
            </Section>
            <FactsFields />
          </div>
          <div className="mt-8">
            <FormActions
              unsaved={isDirty}
              busy={save.isPending}
              onCancel={() => form.reset()}
              off={whyNot(client, 'admin', doing)}
            />
          </div>
        </RoleFieldset>
      </form>
    </FormProvider>
  )
}

/** What can be changed of a client, for the comparison. */
function toText({ name, slug, facts }: ClientDetails) {
  return { name, slug, facts }
}

function formerly({ former_slugs }: ClientDetails): string | undefined {
  return former_slugs.length > 0 ? `Formerly ${former_slugs.join(', ')}` : undefined
}
