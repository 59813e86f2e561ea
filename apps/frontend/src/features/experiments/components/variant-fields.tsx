import { type Client, type Prompt, variantKey } from '@hg/contracts'
import { Plus, X } from 'lucide-react'
import Link from 'next/link'
import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { useVersions } from '#features/prompts/get-prompt.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { type ExperimentForm, newestBeside } from '../form-values.ts'
import { letterOf, percentOf } from '../words.ts'

interface VariantFieldsProps {
  form: UseFormReturn<ExperimentForm>
  /** The template that was chosen, once it is known. */
  prompt: Prompt | undefined
  clients: Client[]
}

/** The versions that are compared, each with how often it is given. */
export function VariantFields({ form, prompt, clients }: VariantFieldsProps) {
  const rows = useFieldArray({ control: form.control, name: 'variants' })
  const given = form.watch('variants')
  const weights = given.reduce((sum, { weight }) => sum + (Number(weight) || 0), 0)
  const { errors } = form.formState
  const another = () => ({
    version: prompt
      ? newestBeside(
          prompt.latest_version,
          given.map(({ version }) => version),
        )
      : '',
    weight: '1',
  })
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <legend className="mb-1.5 font-medium">Variants</legend>
      <p className="-mt-1 text-sm text-ink-3">
        The others are compared with A, which is mostly the version in use. A variant of weight 2 is given twice as
        often as one of weight 1.
      </p>
      {prompt?.latest_version === 1 && <OneVersion prompt={prompt} clients={clients} />}
      {rows.fields.map((row, index) => {
        const key = variantKey.options[index]
        const letter = key ? letterOf(key) : ''
        const wrong = errors.variants?.[index]
        const message = errorText(wrong?.version) ?? errorText(wrong?.weight)
        return (
          <div key={row.id}>
            <div className="flex items-center gap-3">
              <span className="w-5 font-serif text-lg">{letter}</span>
              <Controller
                control={form.control}
                name={`variants.${index}.version`}
                render={({ field }) => (
                  <VersionSelect
                    prompt={prompt}
                    label={`Version of ${letter}`}
                    value={field.value}
                    invalid={wrong?.version !== undefined}
                    onChange={field.onChange}
                    onBlur={field.onBlur}
                  />
                )}
              />
              <label className="flex shrink-0 items-center gap-2">
                <span className="hidden text-sm text-ink-3 sm:inline">Weight</span>
                <span className="block w-16">
                  <Input
                    {...form.register(`variants.${index}.weight`)}
                    inputMode="numeric"
                    aria-label={`Weight of ${letter}`}
                    aria-invalid={wrong?.weight !== undefined}
                    className="text-right"
                  />
                </span>
              </label>
              <span className="figures hidden w-12 text-right text-sm text-ink-3 sm:inline">
                {weights > 0 && percentOf((Number(given[index]?.weight) || 0) / weights)}
              </span>
              <Button
                look="quiet"
                size="sm"
                aria-label={`Remove ${letter}`}
                disabled={rows.fields.length <= 2}
                onClick={() => rows.remove(index)}
              >
                <X aria-hidden className="size-4" />
              </Button>
            </div>
            {message && (
              <p role="alert" className="mt-1 ml-8 text-sm text-danger">
                {message}
              </p>
            )}
          </div>
        )
      })}
      {rows.fields.length < variantKey.options.length && (
        <Button className="justify-self-start" size="sm" onClick={() => rows.append(another())}>
          <Plus aria-hidden className="size-4" />
          Another variant
        </Button>
      )}
    </fieldset>
  )
}

/** Nothing to compare yet. */
function OneVersion({ prompt, clients }: { prompt: Prompt; clients: Client[] }) {
  const owner = clients.find(({ id }) => id === prompt.client_id)
  return (
    <Notice tone="caution" role="status" title={`“${prompt.name}” has one version only`}>
      <p>
        An experiment compares at least two.{' '}
        {owner && (
          <Link
            href={`/clients/${owner.slug}/prompts/${prompt.id}`}
            className="text-accent underline underline-offset-2"
          >
            Write another version of it
          </Link>
        )}
        {owner && ', which need not come into use.'}
      </p>
    </Notice>
  )
}

interface VersionSelectProps {
  label: string
  value: string
  invalid: boolean
  onChange: (value: string) => void
  onBlur: () => void
}

function VersionSelect({ prompt, ...props }: VersionSelectProps & { prompt: Prompt | undefined }) {
  return prompt ? (
    <KnownVersions prompt={prompt} {...props} />
  ) : (
    <Select {...props} groups={[]} disabled className="min-w-0 flex-1">
      Choose a template first
    </Select>
  )
}

function KnownVersions({ prompt, ...props }: VersionSelectProps & { prompt: Prompt }) {
  const { data: versions = [] } = useVersions(prompt.id)
  const options = versions.map(({ version, message }) => ({
    value: String(version),
    label: `Version ${version}${version === prompt.version ? ', in use' : ''}`,
    ...(message ? { hint: message } : {}),
  }))
  return (
    <Select {...props} groups={[{ options }]} className="min-w-0 flex-1">
      {props.value === ''
        ? 'Choose a version'
        : `Version ${props.value}${props.value === String(prompt.version) ? ', in use' : ''}`}
    </Select>
  )
}
