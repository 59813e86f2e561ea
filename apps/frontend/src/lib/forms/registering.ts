/** Options for react-hook-form's `register`: what an empty or a numeric field hands over. */

function isEmpty(value: unknown): boolean {
  return value === '' || value === undefined || value === null
}

/** An empty field is absent. */
export const emptyIsAbsent = { setValueAs: (value: unknown) => (isEmpty(value) ? undefined : value) }

/** An empty field is null: the value is taken away. */
export const emptyIsNull = { setValueAs: (value: unknown) => (isEmpty(value) ? null : value) }

/** A number; an empty field is absent. */
export const numberOrAbsent = { setValueAs: (value: unknown) => (isEmpty(value) ? undefined : Number(value)) }

/** A number; an empty field is null. */
export const numberOrNull = { setValueAs: (value: unknown) => (isEmpty(value) ? null : Number(value)) }
