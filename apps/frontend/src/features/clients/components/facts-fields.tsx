'use client'

import { type ClientFacts, socialNetwork } from '@hg/contracts'
import { Controller, useFormContext } from 'react-hook-form'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, NumberInput, Textarea } from '#components/ui/input.tsx'
import { LinesInput } from '#components/ui/lines-input.tsx'
import { SearchSelect } from '#components/ui/search-select.tsx'
import { Section } from '#components/ui/section.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { emptyIsAbsent, numberOrAbsent } from '#lib/forms/registering.ts'
import type { ClientForm } from '../client-form-values.ts'
import { factLabels, networkLabels } from '../fact-labels.ts'
import { AddressRows, CustomRows, PhoneRows } from './fact-rows.tsx'

type TextFact = 'industry' | 'legal_name' | 'headquarters' | 'website' | 'locale'
type LongFact = 'description' | 'audience' | 'hours' | 'notes'
type ListFact = 'offers' | 'service_area' | 'emails' | 'credentials'

/** What is known about a client. Every field may stay empty. */
export function FactsFields() {
  return (
    <>
      <Section title="The client" help="Facts that writers may use, as the client itself would state them.">
        <div className="grid max-w-[48rem] gap-6 sm:grid-cols-2">
          <TextFactField name="industry" />
          <TextFactField name="legal_name" hint="Where it differs from the name." />
          <TextFactField name="website" placeholder="https://" type="url" />
          <FoundedField />
          <LongFactField name="description" wide hint="What the client does, in a few sentences." />
          <LongFactField name="audience" wide />
          <ListFactField name="offers" hint="One on each line." />
          <ListFactField name="service_area" hint="One place on each line, the nearest first." />
          <ListFactField name="credentials" wide hint="One on each line, as the client may name them." />
        </div>
      </Section>
      <Section title="Contact" help="What may be printed.">
        <div className="grid max-w-[48rem] gap-6 sm:grid-cols-2">
          <PhoneRows />
          <AddressRows />
          <ListFactField name="emails" hint="One on each line." />
          <LongFactField name="hours" />
          <TextFactField name="headquarters" />
          <div className="sm:col-span-2">
            <SocialFields />
          </div>
        </div>
      </Section>
      <Section title="Language and time">
        <div className="grid max-w-[48rem] gap-6 sm:grid-cols-2">
          <TextFactField name="locale" placeholder="en-US" hint="A language tag, such as en-US." />
          <TimeZoneField />
        </div>
      </Section>
      <Section title="More" help="What has no field above, and what the team should remember.">
        <div className="grid max-w-[48rem] gap-6">
          <CustomRows />
          <LongFactField name="notes" wide />
        </div>
      </Section>
    </>
  )
}

function useFacts() {
  const { register, control, formState } = useFormContext<ClientForm>()
  const errors = formState.errors.facts
  return { register, control, errorOf: (name: keyof ClientFacts) => errorText(errors?.[name]) }
}

function TextFactField(props: { name: TextFact; hint?: string; placeholder?: string; type?: string }) {
  const { name, hint, ...input } = props
  const { register, errorOf } = useFacts()
  return (
    <Field id={name} label={factLabels[name]} hint={hint} error={errorOf(name)}>
      {(ids) => <Input {...ids} {...input} {...register(`facts.${name}`, emptyIsAbsent)} autoComplete="off" />}
    </Field>
  )
}

function LongFactField({ name, hint, wide }: { name: LongFact; hint?: string; wide?: boolean }) {
  const { register, errorOf } = useFacts()
  return (
    <Field id={name} label={factLabels[name]} hint={hint} error={errorOf(name)} className={wide ? 'sm:col-span-2' : ''}>
      {(ids) => <Textarea {...ids} {...register(`facts.${name}`, emptyIsAbsent)} rows={2} className="min-h-16!" />}
    </Field>
  )
}

function ListFactField({ name, hint, wide }: { name: ListFact; hint?: string; wide?: boolean }) {
  const { control, errorOf } = useFacts()
  return (
    <Controller
      control={control}
      name={`facts.${name}`}
      render={({ field }) => (
        <Field
          id={name}
          label={factLabels[name]}
          hint={hint}
          error={errorOf(name)}
          className={wide ? 'sm:col-span-2' : ''}
        >
          {(ids) => (
            <LinesInput
              ids={ids}
              ref={field.ref}
              value={field.value ?? []}
              onChange={(lines) => field.onChange(lines.length > 0 ? lines : undefined)}
              onBlur={field.onBlur}
            />
          )}
        </Field>
      )}
    />
  )
}

function FoundedField() {
  const { register, errorOf } = useFacts()
  return (
    <Field id="founded" label={factLabels.founded} error={errorOf('founded')}>
      {(ids) => (
        <NumberInput {...ids} {...register('facts.founded', numberOrAbsent)} placeholder="Year" inputMode="numeric" />
      )}
    </Field>
  )
}

const noZone = 'none'
const zones = [
  { value: noZone, label: 'Not set' },
  ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
]

function TimeZoneField() {
  const { control, errorOf } = useFacts()
  return (
    <Controller
      control={control}
      name="facts.timezone"
      render={({ field }) => (
        <Field id="timezone" label={factLabels.timezone} error={errorOf('timezone')}>
          {(ids) => (
            <SearchSelect
              ids={ids}
              label="Time zones"
              placeholder="Not set"
              value={field.value ?? noZone}
              options={zones}
              onBlur={field.onBlur}
              onChange={(zone) => field.onChange(zone === noZone ? undefined : zone)}
            />
          )}
        </Field>
      )}
    />
  )
}

function SocialFields() {
  const { register, formState } = useFormContext<ClientForm>()
  const errors = formState.errors.facts?.social
  return (
    <Disclosure title={factLabels.social} className="border-b">
      <div className="grid gap-5 sm:grid-cols-2">
        {socialNetwork.options.map((network) => (
          <Field
            key={network}
            id={`social-${network}`}
            label={networkLabels[network]}
            error={errorText(errors?.[network])}
          >
            {(ids) => (
              <Input
                {...ids}
                {...register(`facts.social.${network}`, emptyIsAbsent)}
                type="url"
                placeholder="https://"
                autoComplete="off"
              />
            )}
          </Field>
        ))}
      </div>
    </Disclosure>
  )
}
