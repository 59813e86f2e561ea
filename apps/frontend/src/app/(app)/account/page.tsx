import { notFound, redirect } from 'next/navigation'
import { accountPlaces, placeHref } from '#components/shell/places.ts'

/** The account has no page of its own: it begins with its first place. */
export default function Page() {
  const [first] = accountPlaces
  if (!first) notFound()
  redirect(placeHref('/account', first))
}
