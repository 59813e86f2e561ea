'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { InviteOffer } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { passwordHint } from '#features/account/components/password-section.tsx'
import { meQuery } from '#features/account/get-me.ts'
import { signInPath } from '#features/account/return-path.ts'
import { leaveAndStay } from '#features/account/sign-out.ts'
import { ApiError } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { type AccountForm, accountFields, accountForm, useJoin, useOffer, useRegister } from '../accept-invite.ts'
import { aRole } from '../role-choices.ts'

/** What an invite's link leads to: joining, after signing in or as a new person. */
export function AcceptInvite({ token, signedInAs }: { token: string; signedInAs: string | null }) {
  const offer = useOffer(token)
  const isDead = offer.error instanceof ApiError && [400, 410].includes(offer.error.status)
  if (isDead) return <Dead title="This link works no more" detail="A newer one may have taken its place." />
  return (
    <Loaded query={offer} what="the invite" shape="form" place="section">
      {(data) =>
        data.state === 'open' ? (
          <Open token={token} offer={data} signedInAs={signedInAs} />
        ) : (
          <Dead {...whyDead[data.state]} />
        )
      }
    </Loaded>
  )
}

const whyDead: Record<Exclude<InviteOffer['state'], 'open'>, { title: string; detail: string }> = {
  accepted: { title: 'This invite was accepted already', detail: 'Sign in to go on.' },
  expired: { title: 'This invite is too old', detail: 'Ask whoever invited you for a new one.' },
  revoked: { title: 'This invite was taken back', detail: 'Ask whoever invited you for a new one.' },
  void: {
    title: 'This invite is void',
    detail: 'Whoever sent it may no longer invite people. Ask somebody else of the team for a new one.',
  },
}

function Dead({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="grid gap-6">
      <Notice tone="caution" role="alert" title={title}>
        <p>{detail}</p>
      </Notice>
      <div>
        <Button asChild>
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </div>
    </div>
  )
}

function Open({ token, offer, signedInAs }: { token: string; offer: InviteOffer; signedInAs: string | null }) {
  return (
    <div className="grid gap-6">
      <p className="text-md">
        {offer.invited_by ?? 'Somebody'} invites you to work on{' '}
        <strong className="font-medium">{offer.client_name}</strong>, as {aRole[offer.role]}.
      </p>
      <Way token={token} offer={offer} signedInAs={signedInAs} />
    </div>
  )
}

function Way(props: { token: string; offer: InviteOffer; signedInAs: string | null }) {
  const { token, offer } = props
  // The session remembers the address of the sign-in; it may have changed since.
  const { data: me } = useQuery({ ...meQuery(), enabled: props.signedInAs !== null })
  const signedInAs = props.signedInAs && (me?.email ?? props.signedInAs)
  if (signedInAs === offer.email) return <Join token={token} offer={offer} />
  if (signedInAs !== null) {
    return (
      <>
        <Notice tone="caution" title={`This invite is for ${offer.email}`}>
          <p>You are signed in as {signedInAs}.</p>
        </Notice>
        <div>
          <Button look="primary" onClick={() => void leaveAndStay()}>
            Sign out and go on
          </Button>
        </div>
      </>
    )
  }
  if (offer.has_account) {
    return (
      <>
        <p className="text-ink-2">{offer.email} has an account. Sign in to accept.</p>
        <div>
          <Button asChild look="primary" size="lg">
            <Link href={signInPath(`/invite/${token}`)}>Sign in to accept</Link>
          </Button>
        </div>
      </>
    )
  }
  return <Register token={token} offer={offer} />
}

function Join({ token, offer }: { token: string; offer: InviteOffer }) {
  const join = useJoin(token)
  return (
    <>
      <SaveProblem error={join.error} title="You have not joined" again="Try again in a moment." />
      <div>
        <Button look="primary" size="lg" busy={join.isPending || join.isSuccess} onClick={() => join.submit(null)}>
          Join {offer.client_name}
        </Button>
      </div>
    </>
  )
}

const schema = z.object({ account: accountForm })

function Register({ token, offer }: { token: string; offer: InviteOffer }) {
  const form = useForm<{ account: AccountForm }>({
    resolver: zodResolver(schema, { error: formMessage }),
    defaultValues: { account: { name: '', password: '' } },
  })
  const errors = form.formState.errors.account
  const register = useRegister(token, offer.email, form)
  return (
    <form
      noValidate
      aria-label="Your account"
      className="grid gap-5"
      onSubmit={(event) => void form.handleSubmit(register.submit)(event)}
    >
      <SaveProblem
        error={register.error}
        title="You have not joined"
        fields={accountFields}
        again="Try again in a moment."
      />
      <Field id="email" label="E-mail" hint="You sign in with it.">
        {(ids) => <Input {...ids} value={offer.email} autoComplete="username" readOnly disabled />}
      </Field>
      <Field id="name" label="Your name" error={errorText(errors?.name)}>
        {(ids) => <Input {...ids} {...form.register('account.name')} autoComplete="name" maxLength={255} autoFocus />}
      </Field>
      <Field id="password" label="Password" hint={passwordHint} error={errorText(errors?.password)}>
        {(ids) => <Input {...ids} {...form.register('account.password')} type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" look="primary" size="lg" className="mt-1" busy={register.isPending || register.isSuccess}>
        Join {offer.client_name}
      </Button>
    </form>
  )
}
