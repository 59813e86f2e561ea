import { Skeleton } from '#components/ui/skeleton.tsx'

/** Where the figures of an estimate will stand. */
export function EstimateLoading() {
  return (
    <div role="status">
      <span className="sr-only">Reckoning the cost</span>
      <Skeleton className="h-8 w-32" />
      <Skeleton className="mt-4 h-1" />
      <Skeleton className="mt-3 w-48" />
    </div>
  )
}
