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

/** An amount of US dollars as services take it, from what people type: `$ 1,50`, `.5`. An empty field is absent. */
export const usdOrAbsent = { setValueAs: (value: unknown) => (isEmpty(value) ? undefined : readUsd(String(value))) }

/** An amount of US dollars as services take it; an empty field is null. */
export const usdOrNull = { setValueAs: (value: unknown) => (isEmpty(value) ? null : readUsd(String(value))) }

/** `1,234.50` is twelve hundred; a lone comma before one or two digits stands for the point. What is none stays as it is, to be refused by name. */
export function readUsd(typed: string): string {
  const text = typed.trim().replace(/^\$\s*/, '')
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
    ? text.replaceAll(',', '')
    : text.replace(/^(\d*),(\d{1,2})$/, '$1.$2')
  return plain.startsWith('.') ? `0${plain}` : plain
}
