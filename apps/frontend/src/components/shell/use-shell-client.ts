import type { Client } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'next/navigation'
import { useClients } from '#features/clients/get-clients.ts'
import { useNamedClient } from '#features/clients/use-named-client.ts'
import { batchQuery } from '#features/batches/get-batches.ts'
import { jobQuery } from '#features/jobs/get-job.ts'

/** The client that the page is about: named by the address, or the one that the job or the batch belongs to. */
export function useShellClient(): Client | undefined {
  const { slug, jobId, batchId } = useParams<{ slug?: string; jobId?: string; batchId?: string }>()
  const { data: clients } = useClients()
  const { data: job } = useQuery({ ...jobQuery(jobId ?? ''), enabled: false })
  const { data: batch } = useQuery({ ...batchQuery(batchId ?? ''), enabled: false })
  const { client } = useNamedClient(slug)
  return client ?? clients?.find((other) => other.id === (job ?? batch)?.client_id)
}
