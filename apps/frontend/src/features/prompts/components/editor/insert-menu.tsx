'use client'

import { offeredPaths } from '@hg/contracts'
import { Braces } from 'lucide-react'
import { Fragment } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '#components/ui/menu.tsx'
import { insertion } from '../../insertion.ts'

/** Puts a value in at the caret: of the piece, of its strategy, a variable of the template, or a partial. */
export function InsertMenu(props: { variables: string[]; partials: string[]; onInsert: (text: string) => void }) {
  const { variables, partials, onInsert } = props
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm">
          <Braces aria-hidden className="size-4" />
          Put in
        </Button>
      </MenuTrigger>
      <MenuContent align="start" className="max-h-[min(30rem,70dvh)] w-80 overflow-y-auto">
        {variables.length > 0 && (
          <>
            <MenuLabel>Variables</MenuLabel>
            {variables.map((name) => (
              <InsertItem key={name} code={name} onSelect={() => onInsert(insertion({ path: `vars.${name}` }))} />
            ))}
          </>
        )}
        {partials.length > 0 && (
          <>
            <MenuLabel>Partials</MenuLabel>
            {partials.map((name) => (
              <InsertItem key={name} code={name} onSelect={() => onInsert(`{% render '${name}' %}`)} />
            ))}
          </>
        )}
        {offeredPaths.map((group) => (
          <Fragment key={group.label}>
            <MenuLabel>{group.label}</MenuLabel>
            {group.paths.map((one) => (
              <InsertItem key={one.path} code={one.path} label={one.label} onSelect={() => onInsert(insertion(one))} />
            ))}
          </Fragment>
        ))}
      </MenuContent>
    </Menu>
  )
}

function InsertItem({ code, label, onSelect }: { code: string; label?: string; onSelect: () => void }) {
  return (
    <MenuItem onSelect={onSelect} className="justify-between gap-4">
      <span className="min-w-0 truncate">{label ?? code}</span>
      {label && <span className="shrink-0 font-mono text-xs text-ink-3">{code}</span>}
    </MenuItem>
  )
}
