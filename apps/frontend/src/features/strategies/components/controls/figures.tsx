import { NumberInput, RangeInput } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { ControlProps } from './control.ts'

type Bounds = Record<string, number | undefined>

function toNumber(text: string): number | undefined {
  const value = Number.parseFloat(text)
  return Number.isNaN(value) ? undefined : value
}

/** Two bounds with their words: `At least [300] words, at most [900] words`. */
export function BoundsControl(
  props: ControlProps<Bounds> & {
    low: string
    high: string
    unit: string
    step?: number
    lowWords?: string
    highWords?: string
  },
) {
  const { ids, value = {}, onChange, low, high, unit, step = 1 } = props
  const bound = (name: string, words: string, isFirst: boolean) => (
    <label className="flex items-center gap-2.5">
      <span className="w-16 text-sm text-ink-3 sm:w-auto">{words}</span>
      <NumberInput
        {...(isFirst ? ids : { 'aria-invalid': ids['aria-invalid'] })}
        aria-labelledby={undefined}
        min={0}
        step={step}
        unit={unit}
        className="w-40"
        value={value[name] ?? ''}
        onChange={(event) => onChange({ ...value, [name]: toNumber(event.target.value) })}
      />
    </label>
  )
  return (
    <span role="group" aria-labelledby={ids['aria-labelledby']} className="flex flex-wrap items-center gap-x-6 gap-y-2">
      {bound(low, props.lowWords ?? 'At least', true)}
      {bound(high, props.highWords ?? 'at most', false)}
    </span>
  )
}

/** A figure with its unit. */
export function FigureControl(
  props: ControlProps<number> & { unit: string; step: number | 'any'; min: number; max: number },
) {
  const { ids, value, onChange, ...rest } = props
  return (
    <NumberInput {...ids} {...rest} value={value ?? ''} onChange={(event) => onChange(toNumber(event.target.value))} />
  )
}

/** A figure on a scale; begins in its middle. */
export function ScaleControl(
  props: ControlProps<number> & { min: number; max: number; step: number; say: (value: number) => string },
) {
  const { ids, value, onChange, min, max, ...rest } = props
  return (
    <RangeInput
      {...ids}
      {...rest}
      min={min}
      max={max}
      className="max-w-80"
      value={value ?? (min + max) / 2}
      onChange={onChange}
    />
  )
}

/** A number of a few. */
export function CountControl({ ids, value, onChange, words }: ControlProps<number> & { words: string[] }) {
  return (
    <Select
      id={ids.id}
      describedBy={ids['aria-describedby']}
      className="w-full max-w-72"
      value={value === undefined ? '' : String(value)}
      onChange={(next) => onChange(Number(next))}
      groups={[{ options: words.map((label, count) => ({ value: String(count), label })) }]}
    />
  )
}

const durations: [seconds: number, label: string][] = [
  [0, 'Never'],
  [3600, 'For an hour'],
  [86_400, 'For a day'],
  [604_800, 'For a week'],
  [2_592_000, 'For 30 days'],
]

/** A length of time out of a few, and whatever else was stored. */
export function DurationControl({ ids, value, onChange }: ControlProps<number>) {
  const isUsual = value === undefined || durations.some(([seconds]) => seconds === value)
  const choices = isUsual ? durations : [...durations, [value, `For ${value.toLocaleString('en')} seconds`] as const]
  return (
    <Select
      id={ids.id}
      describedBy={ids['aria-describedby']}
      className="w-full max-w-72"
      value={value === undefined ? '' : String(value)}
      onChange={(next) => onChange(Number(next))}
      groups={[{ options: choices.map(([seconds, label]) => ({ value: String(seconds), label })) }]}
    />
  )
}
