import type { Client, Receipt } from '@hg/contracts'
import Link from 'next/link'

/** Which variant of which experiment a piece was made with; the name is there for those who may see the experiment. */
export function VariantNote({
  experiment,
  client,
}: {
  experiment: NonNullable<Receipt['experiment']>
  client: Client | undefined
}) {
  const variant = `Variant ${experiment.variant.toUpperCase()}`
  if (experiment.name === null || !client) return <>{variant} of an experiment</>
  return (
    <>
      {variant} of{' '}
      <Link
        href={`/clients/${client.slug}/prompts/experiments/${experiment.id}`}
        className="text-accent underline underline-offset-2 print:text-ink"
      >
        {experiment.name}
      </Link>
    </>
  )
}
