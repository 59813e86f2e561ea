import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { cn } from '#lib/cn.ts'
import { splitChips } from '#lib/split-chips.ts'
import type { FieldIds } from './field.tsx'

/**
 * A list of short texts, each a chip. Enter or a comma adds what is typed, Backspace in the empty field takes the last
 * chip back, pasted lists are split.
 */
export function ChipsInput(props: {
  ids: FieldIds
  value: string[]
  onChange: (value: string[]) => void
  onBlur?: () => void
  placeholder?: string
  max: number
}) {
  const { ids, value, onChange, max } = props
  const [draft, setDraft] = useState('')
  const input = useRef<HTMLInputElement>(null)

  function add(text: string) {
    const fresh = splitChips(text, value).slice(0, max - value.length)
    if (fresh.length > 0) onChange([...value, ...fresh])
    setDraft('')
  }

  return (
    <div
      className={cn(
        'flex min-h-10 flex-wrap items-center gap-1.5 rounded-md border bg-raised p-1.5 md:min-h-9',
        'has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent',
        ids['aria-invalid'] ? 'border-danger' : 'border-field hover:border-ink-3',
      )}
      onClick={() => input.current?.focus()}
    >
      {value.map((chip) => (
        <span key={chip} className="flex max-w-full items-center gap-0.5 rounded-sm bg-wash pl-2 text-sm">
          <span className="truncate py-0.5">{chip}</span>
          <button
            type="button"
            aria-label={`Remove ${chip}`}
            className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-2 hover:text-ink"
            onClick={() => onChange(value.filter((other) => other !== chip))}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <input
        {...ids}
        ref={input}
        value={draft}
        enterKeyHint="done"
        autoComplete="off"
        placeholder={value.length === 0 ? props.placeholder : undefined}
        disabled={value.length >= max}
        className="min-w-32 flex-1 bg-transparent px-1.5 text-md outline-none placeholder:text-ink-3 md:text-base"
        onChange={(event) =>
          /[,;\n]/.test(event.target.value) ? add(event.target.value) : setDraft(event.target.value)
        }
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            add(draft)
          }
          if (event.key === 'Backspace' && draft === '' && value.length > 0) onChange(value.slice(0, -1))
        }}
        onBlur={() => {
          add(draft)
          props.onBlur?.()
        }}
      />
    </div>
  )
}
