import { Check } from 'lucide-react'
import { Checkbox } from 'radix-ui'
import { boxLook } from '#components/ui/choice.tsx'
import { cn } from '#lib/cn.ts'
import type { RowChoice } from '../choice.ts'

/** Takes a row into the choice; over the row's own link, and large enough for a finger. */
export function ChooseBox({ choice, name }: { choice: RowChoice; name: string }) {
  return (
    <span className="relative z-10 -m-2.5 inline-grid size-10 place-items-center" title={choice.why ?? undefined}>
      <Checkbox.Root
        aria-label={choice.why === null ? `Choose ${name}` : `${name} cannot be chosen: ${choice.why}`}
        checked={choice.isChosen}
        disabled={choice.why !== null}
        onCheckedChange={(checked) => choice.onChoose(checked === true)}
        className={cn(boxLook, 'size-4.5 rounded-sm')}
      >
        <Checkbox.Indicator>
          <Check aria-hidden strokeWidth={3} className="size-3.5" />
        </Checkbox.Indicator>
      </Checkbox.Root>
    </span>
  )
}
