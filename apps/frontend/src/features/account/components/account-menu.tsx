'use client'

import { Check, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import Link from 'next/link'
import { accountPlaces, placeHref } from '#components/shell/places.ts'
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuItemIndicator,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '#components/ui/menu.tsx'
import { cn } from '#lib/cn.ts'
import { initials } from '#lib/format.ts'
import { leave } from '#lib/leave-guard.ts'
import { useMe } from '../get-me.ts'
import { endSession } from '../sign-out.ts'

const themes = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'System', icon: Monitor },
]

function signOut() {
  void endSession()
}

/** Who is signed in, the way to the account, the theme, and the way out. `compact` shows the initials only. */
export function AccountMenu(props: { name: string; email: string; compact?: boolean }) {
  const { compact } = props
  // The session remembers name and address of the sign-in; they may have changed since.
  const { name, email } = useMe().data ?? props
  const { theme = 'system', setTheme } = useTheme()
  return (
    <Menu>
      <MenuTrigger
        className={cn('flex items-center gap-2.5 rounded-md text-left hover:bg-hover', compact ? 'p-1' : 'w-full p-2')}
      >
        <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-full bg-ink text-xs text-paper">
          {initials(name)}
        </span>
        <span className="sr-only">Account: {compact && name}</span>
        {!compact && (
          <span className="min-w-0">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-ink-3">{email}</span>
          </span>
        )}
      </MenuTrigger>
      <MenuContent align={compact ? 'end' : 'start'} side={compact ? 'bottom' : 'top'}>
        {compact && (
          <>
            <div className="px-2 py-1.5">
              <p className="font-medium">{name}</p>
              <p className="text-xs text-ink-3">{email}</p>
            </div>
            <MenuSeparator />
          </>
        )}
        {accountPlaces.map((place) => (
          <MenuItem key={place.path} asChild>
            <Link href={placeHref('/account', place)}>{place.label}</Link>
          </MenuItem>
        ))}
        {accountPlaces.length > 0 && <MenuSeparator />}
        <MenuLabel>Theme</MenuLabel>
        <MenuRadioGroup value={theme} onValueChange={setTheme}>
          {themes.map(({ value, label, icon: Icon }) => (
            <MenuRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
              <Icon aria-hidden className="size-4 text-ink-3" />
              <span className="flex-1">{label}</span>
              <MenuItemIndicator>
                <Check aria-hidden className="size-4 text-accent" />
              </MenuItemIndicator>
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onSelect={() => leave(signOut)}>
          <LogOut aria-hidden className="size-4 text-ink-3" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
