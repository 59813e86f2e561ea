import { notFound, redirect } from 'next/navigation'
import { placeHref, settingsPlaces } from '#components/shell/places.ts'

/** Settings have no page of their own: they begin with their first place. */
export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const [first] = settingsPlaces
  if (!first) notFound()
  redirect(placeHref(`/clients/${slug}/settings`, first))
}
