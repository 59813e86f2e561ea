import { LoaderCircle } from 'lucide-react'
import { Slot } from 'radix-ui'
import { type ComponentProps, isValidElement, type ReactNode } from 'react'
import { toast } from 'sonner'
import { cn } from '#lib/cn.ts'
import { Tooltip } from './tooltip.tsx'

const looks = {
  primary: 'bg-ink text-paper hover:bg-ink-2 border border-transparent',
  secondary: 'bg-raised text-ink border border-rule-2 hover:bg-hover',
  quiet: 'text-ink-2 hover:text-ink hover:bg-hover border border-transparent',
  danger: 'bg-danger text-paper hover:opacity-90 border border-transparent',
}
const sizes = {
  sm: 'h-10 px-2.5 gap-1.5 text-sm md:h-8',
  md: 'h-10 px-3.5 gap-2 text-base md:h-9',
  lg: 'h-11 px-5 gap-2 text-md',
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  /** Renders the only child (a link) with the looks of a button. */
  asChild?: boolean
  /** Shows that the action is under way, and lets nobody start it again. */
  busy?: boolean
  /** Why it may not be used (see `whyNot`): it stays in sight, switched off, opens nothing, and says so. */
  off?: string | null
}

/** The one button. `busy` disables it, `off` too, with the reason. */
export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'md', asChild, busy, off, className, children, ...rest } = props
  const classes = cn(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    looks[look],
    sizes[size],
    className,
  )
  if (off) {
    return (
      <OffButton why={off} className={classes}>
        {asChild ? contentOf(children) : children}
      </OffButton>
    )
  }
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button type="button" {...rest} className={classes} disabled={rest.disabled === true || busy} aria-busy={busy}>
      {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  )
}

/** Can be focused, so that the reason can be read; where there is no pointer to hover with, a tap says it. */
function OffButton({ why, className, children }: { why: string; className: string; children: ReactNode }) {
  return (
    <Tooltip text={why}>
      <button
        type="button"
        aria-disabled="true"
        aria-description={why}
        className={className}
        onClick={() => toast(why)}
      >
        {children}
      </button>
    </Tooltip>
  )
}

function contentOf(child: ReactNode): ReactNode {
  return isValidElement<{ children?: ReactNode }>(child) ? child.props.children : child
}
