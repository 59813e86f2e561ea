import {
  clientAddress,
  type ClientDetails,
  clientFacts,
  type ClientFacts,
  clientName,
  clientSlug,
  type ClientUpdate,
  customFactName,
  customFactValue,
  maxCustomFacts,
  socialNetwork,
} from '@hg/contracts'
import { z } from 'zod'

const customFacts = z
  .array(z.strictObject({ name: customFactName, value: customFactValue }))
  .max(maxCustomFacts)
  .refine((facts) => new Set(facts.map(({ name }) => name)).size === facts.length, {
    error: 'must have each name once',
  })

/** What the form of a client's settings holds: as the service takes it, but facts of one's own as rows. */
export const clientForm = z.strictObject({
  name: clientName,
  slug: clientSlug,
  facts: z.strictObject({ ...clientFacts.shape, custom: customFacts.optional() }),
})
export type ClientForm = z.infer<typeof clientForm>

/** Paths of its fields, for errors of the service. */
export const clientFormFields = [
  'name',
  'slug',
  ...Object.keys(clientFacts.shape).map((name) => `facts.${name}`),
  'facts.phones.*.number',
  'facts.addresses.*.country',
]

/**
 * A stored client as the form begins with it. Every field is named, unset ones as undefined: a form compares what it holds
 * with what it began with.
 */
export function toClientForm({ name, slug, facts }: Pick<ClientDetails, 'name' | 'slug' | 'facts'>): ClientForm {
  return {
    name,
    slug,
    facts: {
      ...named(Object.keys(clientFacts.shape), facts),
      phones: (facts.phones ?? []).map((phone) => ({ label: undefined, ...phone })),
      addresses: (facts.addresses ?? []).map((address) => named(Object.keys(clientAddress.shape), address)),
      social: named(socialNetwork.options, facts.social ?? {}),
      custom: Object.entries(facts.custom ?? {}).map(([fact, value]) => ({ name: fact, value })),
    },
  }
}

function named<T extends object>(names: readonly string[], values: T): T {
  return { ...Object.fromEntries(names.map((name) => [name, undefined])), ...values }
}

/** What the form changes; facts that were emptied are left out. */
export function toClientUpdate({ name, slug, facts }: ClientForm, base_version: number): ClientUpdate {
  const { custom = [], ...rest } = facts
  const own = custom.length > 0 ? { custom: Object.fromEntries(custom.map((fact) => [fact.name, fact.value])) } : {}
  return { base_version, name, slug, facts: { ...withoutEmpty(rest), ...own } }
}

function withoutEmpty(facts: Omit<ClientFacts, 'custom'>): ClientFacts {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && value !== null && Object.values(value).every(isEmpty))
  const given = Object.entries(facts).filter(([, value]) => !isEmpty(value))
  // Of rows and networks that are partly filled, what is empty is dropped, too.
  return JSON.parse(
    JSON.stringify(Object.fromEntries(given), (_, value: unknown) => (value === '' ? undefined : value)),
  ) as ClientFacts
}
