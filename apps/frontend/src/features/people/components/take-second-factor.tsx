'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type Client, type Member, roleAllows } from '@hg/contracts'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { type FullProofForm, fullProofFields, fullProofForm } from '#features/account/account-forms.ts'
import { FullProofFields } from '#features/account/components/full-proof-fields.tsx'
import { useMe } from '#features/account/get-me.ts'
import { whyNot } from '#lib/roles.ts'
import { useTakeSecondFactor } from '../change-member.ts'

/** The way back in for somebody who lost phone and recovery codes; nothing for who has no second factor. */
export function TakeSecondFactor({ client, member }: { client: Client; member: Member }) {
  if (!member.second_factor) return null
  const needed = roleAllows('admin', member.role) ? 'admin' : 'owner'
  return (
    <Dialog
      title={`${member.name} has lost the second factor?`}
      description="Make sure that it is really them who ask, by voice or in person: a letter can be forged."
      trigger={
        <Button size="sm" look="quiet" off={whyNot(client, needed, `Taking the second factor of ${member.name} away`)}>
          Lost phone<span className="sr-only"> of {member.name}</span>
        </Button>
      }
    >
      <TakeForm member={member} />
    </Dialog>
  )
}

function TakeForm({ member }: { member: Member }) {
  const { data: me } = useMe()
  const { close } = useDialog()
  const form = useForm<FullProofForm>({
    resolver: zodResolver(fullProofForm),
    defaultValues: { password: '', code: '' },
  })
  const take = useTakeSecondFactor(member, form, close)
  return (
    <DialogForm
      label="Take the second factor away"
      submit="Take it away"
      look="danger"
      busy={take.isPending}
      onSubmit={() => void form.handleSubmit(take.submit)()}
    >
      <SaveProblem error={take.error} title="It was not taken away" fields={fullProofFields} />
      <p>
        {member.name} signs in with the password alone until they set up a new second factor, is signed out everywhere,
        and is told by mail. It stands in the audit of each of their clients.
      </p>
      <FullProofFields
        password={form.register('password')}
        code={form.register('code')}
        errors={form.formState.errors}
        hasSecondFactor={Boolean(me?.second_factor)}
      />
    </DialogForm>
  )
}
