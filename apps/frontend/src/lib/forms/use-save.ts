import {
  type MutationOptions,
  type QueryClient,
  type QueryKey,
  useMutation,
  type UseMutationResult,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import { toast } from 'sonner'
import { ApiError, type ApiErrorCode, type Conflict } from '#lib/api.ts'
import { sortErrors } from './field-errors.ts'

interface FormErrors<Values extends FieldValues> {
  form: Pick<UseFormReturn<Values>, 'setError' | 'setFocus'>
  /** Paths of its fields, `sections.*.title` for those of rows; errors of the service about these stand at the field. */
  fields: readonly string[]
  /** Fields of errors that are about one, though the service names none: `{ conflict: 'slug' }`. */
  fieldOfCode?: Partial<Record<ApiErrorCode, string>>
}

interface SaveOptions<Input, Output, Values extends FieldValues> {
  /** Asks the service; throws `ApiError`. */
  send: (input: Input) => Promise<Output>
  errors?: FormErrors<Values>
  /** Beginnings of the query keys that read what was changed; those in sight are read again. */
  stale?: readonly QueryKey[]
  /** Said once the server has said so; answer undefined where there is nothing good to say. */
  saved?: string | ((output: Output) => string | undefined)
  /** Said when it failed, with the reason; leave it out, or answer undefined, where a form or a question shows that. */
  failed?: string | ((error: Error) => string | undefined)
  onSaved?: (output: Output, input: Input) => void
}

export type Save<Input, Output> = UseMutationResult<Output, Error, Input> & {
  /** Sends, unless something is on its way already. For `form.handleSubmit(save.submit)`. */
  submit: (input: Input) => void
  /** The text that stands there now and the one that was to be saved, when somebody else was faster. */
  conflict: Conflict | null
}

/**
 * A change: sends it, puts errors at the fields of its form, and on the server's word alone says that it is done and has
 * everything read again that shows it. Nothing is changed on the page before that.
 */
export function useSave<Input, Output, Values extends FieldValues = FieldValues>(
  options: SaveOptions<Input, Output, Values>,
): Save<Input, Output> {
  const queryClient = useQueryClient()
  const isUnderWay = useRef(false)
  const mutation = useMutation(saveMutation(queryClient, options))
  return {
    ...mutation,
    submit: (input) => {
      if (isUnderWay.current) return
      isUnderWay.current = true
      void mutation
        .mutateAsync(input)
        .catch(() => undefined)
        .finally(() => (isUnderWay.current = false))
    },
    conflict: mutation.error instanceof ApiError ? mutation.error.conflict : null,
  }
}

/** What a save does around its request, for react-query. */
export function saveMutation<Input, Output, Values extends FieldValues>(
  queryClient: QueryClient,
  options: SaveOptions<Input, Output, Values>,
): MutationOptions<Output, Error, Input> {
  return {
    mutationFn: options.send,
    onSuccess: (output, input) => {
      for (const queryKey of options.stale ?? []) void queryClient.invalidateQueries({ queryKey })
      const saved = typeof options.saved === 'function' ? options.saved(output) : options.saved
      if (saved !== undefined) toast.success(saved)
      options.onSaved?.(output, input)
    },
    onError: (error) => {
      if (options.errors) showAtFields(error, options.errors)
      const failed = typeof options.failed === 'function' ? options.failed(error) : options.failed
      if (failed !== undefined) toast.error(failed, { description: error.message })
    },
  }
}

/** Puts what the service found wrong at the fields, and the caret into the first of them; answers its path. */
export function showAtFields<Values extends FieldValues>(error: Error, errors: FormErrors<Values>): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const { fields } = sortErrors(error, errors.fields, errors.fieldOfCode)
  for (const { field, message } of fields) {
    errors.form.setError(field as FieldPath<Values>, { type: 'server', message })
  }
  const [first] = fields
  if (first) errors.form.setFocus(first.field as FieldPath<Values>)
  return first?.field
}
