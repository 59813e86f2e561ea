'use client'

import { trimmableContext } from '@hg/contracts'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Drafting } from '../../use-draft.ts'

const none = 'none'

/** Context in the order in which it is left out of a prompt that grew too long. */
export function TrimOrder({ drafting, readOnly }: { drafting: Drafting; readOnly: boolean }) {
  const order = drafting.draft.trim_order
  const set = (trim_order: string[]) => drafting.set({ trim_order })
  const optional = drafting.draft.rows.filter(({ name, required }) => name.trim() !== '' && !required)
  const offered = [...trimmableContext.map(({ path }) => path), ...optional.map(({ name }) => `vars.${name.trim()}`)]
  const left = offered.filter((path) => !order.includes(path))

  function move(index: number, by: number) {
    const next = order.toSpliced(index, 1)
    set(next.toSpliced(index + by, 0, ...order.slice(index, index + 1)))
  }

  return (
    <div className="grid gap-4">
      {order.length === 0 ? (
        <p className="text-ink-2">Nothing named: the usual order.</p>
      ) : (
        <ol className="divide-y border-y">
          {order.map((path, index) => (
            <li key={path} className="flex items-center gap-3 py-1">
              <span className="figures w-5 shrink-0 text-right text-ink-3">{index + 1}</span>
              <span className="min-w-0 flex-1">
                {labelOf(path)} <span className="font-mono text-xs text-ink-3">{path}</span>
              </span>
              {!readOnly && (
                <span className="flex">
                  <RowButton label={`Move ${path} up`} disabled={index === 0} onClick={() => move(index, -1)}>
                    <ArrowUp aria-hidden className="size-4" />
                  </RowButton>
                  <RowButton
                    label={`Move ${path} down`}
                    disabled={index === order.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <ArrowDown aria-hidden className="size-4" />
                  </RowButton>
                  <RowButton label={`Remove ${path}`} onClick={() => set(order.toSpliced(index, 1))}>
                    <X aria-hidden className="size-4" />
                  </RowButton>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {drafting.problems.trim_order && (
        <p role="alert" className="text-sm text-danger">
          {drafting.problems.trim_order}
        </p>
      )}
      {!readOnly && left.length > 0 && (
        <Select
          label="Add what goes next"
          className="w-full sm:w-80"
          value={none}
          onChange={(path) => path !== none && set([...order, path])}
          groups={[
            { options: [{ value: none, label: 'Add what goes next…' }] },
            { options: left.map((path) => ({ value: path, label: labelOf(path), hint: path })) },
          ]}
        />
      )}
    </div>
  )
}

function labelOf(path: string): string {
  const label = trimmableContext.find((one) => one.path === path)?.label ?? path.replace(/^vars\./, 'variable ')
  return (label[0]?.toUpperCase() ?? '') + label.slice(1)
}

function RowButton(props: { label: string; disabled?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Button
      look="quiet"
      size="sm"
      aria-label={props.label}
      disabled={props.disabled === true}
      onClick={props.onClick}
      className="px-2"
    >
      {props.children}
    </Button>
  )
}
