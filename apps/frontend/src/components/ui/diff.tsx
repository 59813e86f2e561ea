'use client'

import { diffArrays } from 'diff'
import { type ReactNode, useState } from 'react'
import { cn } from '#lib/cn.ts'
import { changedFields, diffTexts, type DiffPart, foldSame } from '#lib/diff.ts'
import { formatCount, plural } from '#lib/format.ts'

/** Two versions of a text in one: what was taken out struck through, what was put in underlined. */
export function TextDiff(props: { before: string; after: string; className?: string }) {
  const [unfolded, setUnfolded] = useState(false)
  const parts = diffTexts(props.before, props.after)
  if (parts.every(({ kind }) => kind === 'same')) return <p className="text-ink-3">Nothing differs.</p>
  return (
    <div className={cn('wrap-anywhere whitespace-pre-wrap', props.className)}>
      {(unfolded ? parts : foldSame(parts)).map((part, index) =>
        part.kind === 'folded' ? (
          <button
            key={index}
            type="button"
            onClick={() => setUnfolded(true)}
            className="mx-1 inline rounded-sm bg-hover px-1.5 font-sans text-sm text-ink-2 hover:text-ink"
          >
            {plural(part.text.split(/\s+/).filter(Boolean).length, 'word')} unchanged
          </button>
        ) : (
          <Part key={index} kind={part.kind}>
            {part.text}
          </Part>
        ),
      )}
    </div>
  )
}

function Part({ kind, children }: { kind: Exclude<DiffPart['kind'], 'folded'>; children: ReactNode }) {
  switch (kind) {
    case 'same':
      return <span>{children}</span>
    case 'added':
      return <Added>{children}</Added>
    case 'removed':
      return <Removed>{children}</Removed>
  }
}

/** Put in. */
export function Added({ children }: { children: ReactNode }) {
  return (
    <ins className="text-positive underline decoration-1 underline-offset-[0.2em]">
      <span className="sr-only">[added: </span>
      {children}
      <span className="sr-only">]</span>
    </ins>
  )
}

/** Taken out. */
export function Removed({ children }: { children: ReactNode }) {
  return (
    <del className="text-danger line-through decoration-1">
      <span className="sr-only">[removed: </span>
      {children}
      <span className="sr-only">]</span>
    </del>
  )
}

/**
 * What differs between two versions of a thing, value by value.
 *
 * @param props.label a value's name for its dotted path; the path itself by default
 */
export function ChangeList(props: { before: unknown; after: unknown; label?: (path: string) => ReactNode }) {
  const changes = changedFields(props.before, props.after)
  if (changes.length === 0) return <p className="text-ink-3">Nothing differs.</p>
  return (
    <dl className="divide-y border-y">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <dt className="text-sm leading-[1.375rem] text-ink-3">
            {props.label?.(path) ?? <span className="font-mono wrap-anywhere">{path || 'value'}</span>}
          </dt>
          <dd className="min-w-0">
            <ValueChange before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function ValueChange({ before, after }: { before: unknown; after: unknown }) {
  if (typeof before === 'string' && typeof after === 'string' && (isLong(before) || isLong(after))) {
    return <TextDiff before={before} after={after} />
  }
  const lists = [before ?? [], after ?? []]
  if (lists.every(isPlainList) && (Array.isArray(before) || Array.isArray(after))) {
    return <ListChange before={lists[0] as unknown[]} after={lists[1] as unknown[]} />
  }
  if ([before, after].some((value) => typeof value === 'object' && value !== null)) {
    return <TextDiff className="font-mono text-sm" before={asJson(before)} after={asJson(after)} />
  }
  return (
    <span className="wrap-anywhere whitespace-pre-wrap">
      {isNothing(before) ? <Nothing /> : <Removed>{inWords(before)}</Removed>}
      <span aria-hidden className="mx-2 text-ink-3">
        →
      </span>
      {isNothing(after) ? <Nothing /> : <Added>{inWords(after)}</Added>}
    </span>
  )
}

function ListChange({ before, after }: { before: unknown[]; after: unknown[] }) {
  const parts = diffArrays(before.map(inWords), after.map(inWords))
  const kept = parts
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0)
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {parts.flatMap(({ value, added, removed }, part) =>
        added || removed
          ? value.map((item, index) => (
              <li key={`${part}.${index}`}>{added ? <Added>{item}</Added> : <Removed>{item}</Removed>}</li>
            ))
          : [],
      )}
      {kept > 0 && <li className="text-sm leading-[1.375rem] text-ink-3">{formatCount(kept)} unchanged</li>}
    </ul>
  )
}

function Nothing() {
  return <span className="text-ink-3">nothing</span>
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function isLong(text: string): boolean {
  return text.length > 60 || text.includes('\n')
}

function isPlainList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object')
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

function asJson(value: unknown): string {
  return value === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`
}
