import type { ConsideredModel, JobAttempt, ModelChoice } from '@hg/contracts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { providerLabels, routingLabels } from '#lib/labels.ts'

const heads = ['Model', 'Score', 'Price', 'Quality', 'Speed', 'Failures']

/** The models that the routing saw before a job's first call, the best first, with what it went by. */
export function ModelChoiceTable({ attempts }: { attempts: JobAttempt[] }) {
  const choice = attempts.find((attempt) => attempt.choice?.considered)?.choice
  if (!choice) return null
  const { routing, considered = [] } = choice
  if (considered.length === 0) return null
  return (
    <Disclosure title="How the model was chosen" aside={sentence(choice)}>
      <table className="block w-full text-left lg:table">
        <caption className="sr-only">
          Models as routing for {routingLabels[routing].label.toLowerCase()} sees them
        </caption>
        <thead className="hidden lg:table-header-group">
          <tr className="border-b text-sm text-ink-3">
            {heads.map((head, index) => (
              <th key={head} scope="col" className={`py-2 pr-5 font-normal last:pr-0 ${index > 0 ? 'text-right' : ''}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block lg:table-row-group">
          {considered.map((model) => (
            <ConsideredRow key={`${model.provider} ${model.model}`} model={model} />
          ))}
        </tbody>
      </table>
    </Disclosure>
  )
}

function sentence({ reason, routing }: ModelChoice): string {
  const mode = routingLabels[routing].label.toLowerCase()
  return reason === 'routing'
    ? `by routing for ${mode}, scores from 0 to 100`
    : `what would stand in for it, by routing for ${mode}`
}

function ConsideredRow({ model }: { model: ConsideredModel }) {
  return (
    <tr className="block border-b py-2.5 last:border-0 lg:table-row lg:py-0">
      <td className="block lg:table-cell lg:py-2 lg:pr-5">
        {providerLabels[model.provider]} <span className="font-mono text-xs break-all text-ink-2">{model.model}</span>
        {model.circuit_open && <span className="block text-xs text-caution">resting after failures, tried last</span>}
      </td>
      <Figure label="Score">{Math.round(model.score * 100)}</Figure>
      <Figure label="Price">${model.cost_usd.toFixed(4)} at most</Figure>
      <Figure label="Quality">{model.quality} of 10</Figure>
      <Figure label="Speed">
        {model.tokens_per_second === null
          ? `${model.speed} of 10`
          : `${Math.round(model.tokens_per_second)} tokens a second`}
      </Figure>
      <Figure label="Failures">
        {model.error_rate === null ? (
          <span className="text-ink-3">too few calls</span>
        ) : (
          `${percent(model.error_rate)} %`
        )}
      </Figure>
    </tr>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <td className="figures flex justify-between gap-6 py-0.5 lg:table-cell lg:py-2 lg:pr-5 lg:text-right lg:last:pr-0">
      <span className="text-ink-3 lg:hidden">{label}</span>
      <span className="min-w-0 text-right">{children}</span>
    </td>
  )
}

function percent(share: number): string {
  return (share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)
}
