import { Textarea, Input } from '#components/ui/input.tsx'
import type { ControlProps } from './control.ts'
import { Rows } from './rows.tsx'

/** Sentences, one a line; Enter begins the next. */
export function LinesControl(
  props: ControlProps<string[]> & { one: string; max: number; maxLength: number; movable?: boolean },
) {
  const { ids, value = [], onChange, one, max, maxLength } = props
  return (
    <Rows
      one={one}
      rows={value}
      onChange={onChange}
      blank=""
      max={max}
      movable={props.movable === true}
      row={(line, change, position) => (
        <Textarea
          {...(position === 1 ? ids : { 'aria-invalid': ids['aria-invalid'] })}
          aria-label={`${one[0]?.toUpperCase()}${one.slice(1)} ${position}`}
          rows={1}
          maxLength={maxLength}
          className="block min-h-10! py-1.5! md:min-h-9!"
          value={line}
          onChange={(event) => change(event.target.value.replaceAll('\n', ' '))}
        />
      )}
    />
  )
}

/** What to write in place of what. */
export function TermsControl({ ids, value = [], onChange }: ControlProps<[string, string][]>) {
  return (
    <Rows
      one="term"
      rows={value}
      onChange={onChange}
      blank={['', ''] as [string, string]}
      max={200}
      row={([term, instead], change, position) => (
        <span className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2">
          <Input
            {...(position === 1 ? ids : { 'aria-invalid': ids['aria-invalid'] })}
            aria-label={`Term ${position}`}
            placeholder="Not this"
            maxLength={200}
            value={term}
            onChange={(event) => change([event.target.value, instead])}
          />
          <span aria-hidden className="text-ink-3">
            →
          </span>
          <Input
            aria-label={`Instead of term ${position}`}
            placeholder="but this"
            maxLength={200}
            value={instead}
            onChange={(event) => change([term, event.target.value])}
          />
        </span>
      )}
    />
  )
}

/** Pages that pieces may link to. */
export function LinksControl({ ids, value = [], onChange }: ControlProps<{ url: string; anchor?: string }[]>) {
  return (
    <Rows
      one="link"
      rows={value}
      onChange={onChange}
      blank={{ url: '', anchor: '' }}
      max={100}
      row={({ url, anchor = '' }, change, position) => (
        <span className="grid gap-1.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,14rem)] sm:gap-2">
          <Input
            {...(position === 1 ? ids : { 'aria-invalid': ids['aria-invalid'] })}
            aria-label={`Address of link ${position}`}
            type="url"
            inputMode="url"
            placeholder="https://"
            value={url}
            onChange={(event) => change({ url: event.target.value, anchor })}
          />
          <Input
            aria-label={`Words of link ${position}`}
            placeholder="Words to link"
            maxLength={200}
            value={anchor}
            onChange={(event) => change({ url, anchor: event.target.value })}
          />
        </span>
      )}
    />
  )
}
