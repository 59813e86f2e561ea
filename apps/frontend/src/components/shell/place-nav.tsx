'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { cn } from '#lib/cn.ts'
import { type Place, placeAt, placeHref } from './places.ts'

interface PlaceNavProps {
  /** What the navigation is called for screen readers. */
  label: string
  places: readonly Place[]
  /** The address that the places stand below, without a slash at its end. */
  base: string
}

/** The places of a frame in one row under the top edge, which scrolls where it is too long; nothing while there is only one. */
export function PlaceBar(props: PlaceNavProps) {
  const list = useRef<HTMLUListElement>(null)
  const pathname = usePathname()
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>('[aria-current]')
    if (list.current && here)
      list.current.scrollLeft = here.offsetLeft - (list.current.clientWidth - here.clientWidth) / 2
  }, [pathname])
  if (props.places.length < 2) return null
  return (
    <nav aria-label={props.label} className="border-b">
      <ul
        ref={list}
        className="relative mx-auto -mb-px flex max-w-[84rem] [scrollbar-width:none] gap-x-4 overflow-x-auto px-4 sm:gap-x-7 sm:px-6 lg:px-10"
      >
        <PlaceLinks
          {...props}
          look="flex h-11 items-center border-b-2 -outline-offset-2 whitespace-nowrap text-ink-2 hover:text-ink lg:h-14"
          here="border-accent text-ink"
          elsewhere="border-transparent"
        />
      </ul>
    </nav>
  )
}

/** The places within a place, in a second, quieter row; nothing while there is only one. */
export function InnerPlaceBar(props: PlaceNavProps) {
  if (props.places.length < 2) return null
  return (
    <nav aria-label={props.label} className="border-b bg-sunk">
      <ul className="relative mx-auto flex max-w-[84rem] [scrollbar-width:none] gap-x-1 overflow-x-auto px-1.5 sm:px-3.5 lg:px-7.5">
        <PlaceLinks
          {...props}
          look="my-0.5 flex h-10 items-center rounded-md px-2.5 text-sm -outline-offset-2 whitespace-nowrap hover:text-ink lg:h-8"
          here="text-ink font-medium"
          elsewhere="text-ink-2"
        />
      </ul>
    </nav>
  )
}

/** The places of a frame beside its pages: a column on wide screens, a row above the page on small ones. */
export function PlaceList(props: PlaceNavProps) {
  return (
    <nav aria-label={props.label} className="lg:sticky lg:top-8 lg:self-start lg:pt-1.5">
      <ul className="-mx-2.5 flex flex-wrap gap-x-1 lg:grid lg:gap-px">
        <PlaceLinks
          {...props}
          look="flex h-10 items-center rounded-md px-2.5 -outline-offset-2 hover:bg-hover lg:h-8"
          here="bg-wash text-ink"
          elsewhere="text-ink-2"
        />
      </ul>
    </nav>
  )
}

function PlaceLinks(props: PlaceNavProps & { look: string; here: string; elsewhere: string }) {
  const pathname = usePathname()
  const current = placeAt(props.places, props.base, pathname)
  return props.places.map((place) => {
    const href = placeHref(props.base, place)
    const isHere = place === current
    return (
      <li key={place.path}>
        <Link
          href={href}
          aria-current={isHere ? (pathname === href ? 'page' : 'true') : undefined}
          className={cn(props.look, isHere ? props.here : props.elsewhere)}
        >
          {place.label}
        </Link>
      </li>
    )
  })
}
