import { type MergeMode, mergeMode, type StrategyFieldKind } from '@hg/contracts'
import { Check, ChevronDown, CornerDownRight, ListPlus, Lock, PenLine } from 'lucide-react'
import {
  Menu,
  MenuContent,
  MenuItemIndicator,
  MenuRadioGroup,
  MenuRadioItem,
  MenuTrigger,
} from '#components/ui/menu.tsx'
import { cn } from '#lib/cn.ts'
import { modeLabels } from '#features/strategy/labels.ts'

const icons = { inherit: CornerDownRight, override: PenLine, extend: ListPlus, locked: Lock }

/** How a field meets the value from above, as a small menu. Those who may not write see the word alone. */
export function ModeMenu(props: {
  label: string
  mode: MergeMode
  kind: StrategyFieldKind
  readOnly: boolean
  onChange: (mode: MergeMode) => void
}) {
  const { mode, kind } = props
  const Icon = icons[mode]
  const look = cn('inline-flex items-center gap-1.5 text-sm', mode === 'inherit' ? 'text-ink-3' : 'text-ink-2')
  const word = (
    <>
      <Icon aria-hidden className="size-3.5" />
      {modeLabels[mode].label}
    </>
  )
  if (props.readOnly) return <span className={look}>{word}</span>
  return (
    <Menu>
      <MenuTrigger
        aria-label={`${props.label}: ${modeLabels[mode].label}`}
        className={cn(look, '-mx-1.5 h-10 rounded-md px-1.5 hover:bg-hover hover:text-ink md:h-7')}
      >
        {word}
        <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
      </MenuTrigger>
      <MenuContent align="start" className="w-80">
        <MenuRadioGroup value={mode} onValueChange={(next) => props.onChange(next as MergeMode)}>
          {mergeMode.options
            .filter((option) => option !== 'extend' || kind !== 'value')
            .map((option) => {
              const OptionIcon = icons[option]
              return (
                <MenuRadioItem key={option} value={option} className="items-start">
                  <OptionIcon aria-hidden className="mt-1 size-3.5 shrink-0 text-ink-3" />
                  <span className="min-w-0 flex-1">
                    <span className="block">{modeLabels[option].label}</span>
                    <span className="block text-sm text-ink-3">{modeLabels[option].hint}</span>
                  </span>
                  <MenuItemIndicator>
                    <Check aria-hidden className="mt-1 size-4 text-accent" />
                  </MenuItemIndicator>
                </MenuRadioItem>
              )
            })}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  )
}
