import { strategyConfiguration } from '@hg/contracts'
import { z } from 'zod'

/** How a field can be extended: a list by appending, a map by adding; a plain value only by replacing it. */
export type FieldKind = 'list' | 'map' | 'value'

export interface StrategyField {
  path: string
  section: string
  name: string
  kind: FieldKind
}

function kindOf(schema: z.ZodType): FieldKind {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  if (inner instanceof z.ZodArray) return 'list'
  return inner instanceof z.ZodRecord ? 'map' : 'value'
}

/** Every field of a strategy in the contract's order, read from its schema. Objects such as `word_count` are one value. */
export const strategyFields: StrategyField[] = Object.entries(strategyConfiguration.shape).flatMap(
  ([section, optional]) =>
    Object.entries(optional.unwrap().shape as Record<string, z.ZodType>).map(([name, schema]) => ({
      path: `${section}.${name}`,
      section,
      name,
      kind: kindOf(schema),
    })),
)
