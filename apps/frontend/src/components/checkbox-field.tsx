import { Controller, type Control, type FieldPath, type FieldValues } from 'react-hook-form'
import { CheckboxGroup, type Choice } from './ui/choice.tsx'
import { FieldGroup } from './ui/field.tsx'

/** Any of a few, all in sight, as a field of a form: its name, the boxes, and what is wrong with the choice. */
export function CheckboxField<Form extends FieldValues, T extends string>(props: {
  control: Control<Form>
  name: FieldPath<Form>
  id: string
  label: string
  error: string | undefined
  choices: readonly Choice<T>[]
}) {
  const { control, name, id, label, error, choices } = props
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <FieldGroup id={id} label={label} error={error}>
          {(ids) => (
            <CheckboxGroup
              ids={ids}
              value={field.value as T[]}
              onChange={field.onChange}
              onBlur={field.onBlur}
              choices={choices}
            />
          )}
        </FieldGroup>
      )}
    />
  )
}
