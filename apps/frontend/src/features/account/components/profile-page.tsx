'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Me } from '@hg/contracts'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import { AccountPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Day } from '#components/ui/age.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { roleLabels } from '#lib/labels.ts'
import { nameFields, type NameForm, nameForm, useChangeName } from '../account-forms.ts'
import { useMe } from '../get-me.ts'
import { EmailSection } from './email-section.tsx'

/** Who one is, and which roles one was given. */
export function ProfilePage() {
  const me = useMe()
  return (
    <AccountPage title="Profile" intro="How others see you here.">
      <Loaded query={me} what="your profile" shape="form">
        {(data) => (
          <>
            <NameSection me={data} />
            <EmailSection me={data} />
            <Section title="Your roles" help="Each holds for every client below, too. Leave one on that client’s page.">
              {data.memberships.length === 0 ? (
                <p className="text-ink-3">You have no role anywhere. Ask an admin of your team for an invite.</p>
              ) : (
                <DataTable
                  caption="Your roles"
                  columns={roleColumns}
                  rows={data.memberships}
                  rowKey={(row) => row.client_id}
                />
              )}
            </Section>
          </>
        )}
      </Loaded>
    </AccountPage>
  )
}

function NameSection({ me }: { me: Me }) {
  const form = useForm<NameForm>({
    resolver: zodResolver(nameForm, { error: formMessage }),
    defaultValues: { name: me.name },
  })
  const { errors, isDirty } = form.formState
  const save = useChangeName(form)
  return (
    <form
      noValidate
      aria-label="Profile"
      className="grid max-w-[40rem] gap-6"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <SaveProblem error={save.error} title="Your name was not changed" fields={nameFields} />
      <Field id="name" label="Name" error={errorText(errors.name)}>
        {(ids) => <Input {...ids} {...form.register('name')} autoComplete="name" maxLength={255} />}
      </Field>
      <FormActions unsaved={isDirty} busy={save.isPending} onCancel={() => form.reset()} />
    </form>
  )
}

const roleColumns: Column<Me['memberships'][number]>[] = [
  {
    id: 'client',
    header: 'Client',
    cell: (row) => (
      <Link href={`/clients/${row.client_slug}`} className="font-medium hover:underline">
        {row.client_name}
      </Link>
    ),
  },
  { id: 'role', header: 'Role', look: 'w-28', cell: (row) => roleLabels[row.role] },
  { id: 'since', header: 'Since', look: 'w-28', cell: (row) => <Day at={row.since} /> },
  {
    id: 'people',
    header: 'People',
    look: 'w-28 text-right',
    quietHeader: true,
    cell: (row) => (
      <Link href={`/clients/${row.client_slug}/settings/people`} className="text-accent hover:underline">
        People<span className="sr-only"> of {row.client_name}</span>
      </Link>
    ),
  },
]
