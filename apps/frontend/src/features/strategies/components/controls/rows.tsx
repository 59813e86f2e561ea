import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'

const iconLook =
  'grid size-10 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink disabled:invisible md:size-8'

/**
 * Lines that are added, taken out and moved, one under the other.
 *
 * @param props.row draws a line; the first control in it takes the caret when the line is new
 * @param props.movable whether their order means something
 */
export function Rows<T>(props: {
  /** What a line is, for its buttons: `rule`. */
  one: string
  rows: readonly T[]
  onChange: (rows: T[]) => void
  blank: T
  max: number
  movable?: boolean
  row: (value: T, change: (value: T) => void, position: number) => ReactNode
}) {
  const { one, rows, onChange, blank } = props
  const list = useRef<HTMLOListElement>(null)

  /** Once the new line is there, the caret goes into it. */
  function focusLine(index: number) {
    requestAnimationFrame(() => {
      list.current?.children[index]?.querySelector<HTMLElement>('input, textarea')?.focus()
    })
  }
  function add(index: number) {
    onChange(rows.toSpliced(index, 0, blank))
    focusLine(index)
  }
  function move(from: number, to: number) {
    const [row] = rows.slice(from, from + 1) as [T]
    onChange(rows.toSpliced(from, 1).toSpliced(to, 0, row))
  }

  return (
    <div className="grid gap-2">
      <ol ref={list} className="grid gap-1.5">
        {rows.map((value, index) => (
          <li key={index} className="flex items-start gap-0.5">
            <div
              className="min-w-0 flex-1"
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
                event.preventDefault()
                if (rows.length < props.max) add(index + 1)
              }}
            >
              {props.row(value, (next) => onChange(rows.with(index, next)), index + 1)}
            </div>
            {props.movable && rows.length > 1 && (
              <>
                <button
                  type="button"
                  aria-label={`Move ${one} ${index + 1} up`}
                  disabled={index === 0}
                  className={cn(iconLook, 'hidden sm:grid')}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp aria-hidden className="size-4" />
                </button>
                <button
                  type="button"
                  aria-label={`Move ${one} ${index + 1} down`}
                  disabled={index === rows.length - 1}
                  className={iconLook}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown aria-hidden className="size-4" />
                </button>
              </>
            )}
            <button
              type="button"
              aria-label={`Take ${one} ${index + 1} out`}
              className={iconLook}
              onClick={() => onChange(rows.toSpliced(index, 1))}
            >
              <X aria-hidden className="size-4" />
            </button>
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        look="quiet"
        className="-ml-2.5 justify-self-start"
        disabled={rows.length >= props.max}
        onClick={() => add(rows.length)}
      >
        <Plus aria-hidden className="size-4" />
        Add {/^[aeiou]/.test(one) ? 'an' : 'a'} {one}
      </Button>
    </div>
  )
}
