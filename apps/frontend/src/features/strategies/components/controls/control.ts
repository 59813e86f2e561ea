import type { FieldIds } from '#components/ui/field.tsx'

/** What every control of a strategy's field gets. The value has the shape that `toFields` gives it. */
export interface ControlProps<T> {
  ids: FieldIds & { 'aria-labelledby': string }
  value: T | undefined
  onChange: (value: T | undefined) => void
}
