import type { ProviderModel } from '@hg/contracts'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { formatDate, formatPrice } from '#lib/format.ts'
import { lately, otherPrices, tokensInWords } from '../words.ts'
import { ModelMark } from './provider-mark.tsx'

const columns: Column<ProviderModel>[] = [
  { id: 'model', header: 'Model', cell: (model) => <Name model={model} /> },
  { id: 'price', header: 'Per million tokens', look: 'w-56 text-right', cell: (model) => <Price model={model} /> },
  {
    id: 'window',
    header: 'Window',
    look: 'w-24 text-right figures',
    cell: (model) => tokensInWords(model.context_tokens),
  },
  {
    id: 'output',
    header: 'Writes',
    look: 'w-24 text-right figures',
    cell: (model) => tokensInWords(model.max_output_tokens),
  },
  { id: 'state', header: 'State', look: 'w-52', cell: (model) => <State model={model} /> },
]

/** The models of a provider: price, limits, and how they stand. */
export function ModelTable({ caption, models }: { caption: string; models: ProviderModel[] }) {
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={models}
      rowKey={({ model }) => model}
      item={(model) => <Item model={model} />}
    />
  )
}

function Name({ model }: { model: ProviderModel }) {
  return (
    <>
      <span className="font-medium">{model.name}</span>
      <span className="block font-mono text-xs leading-5 wrap-anywhere text-ink-3">{model.model}</span>
    </>
  )
}

function Price({ model }: { model: ProviderModel }) {
  const { price } = model
  return (
    <span className="figures" title={`In effect from ${formatDate(price.effective_from)}`}>
      {formatPrice(price.input_usd_per_million)} in, {formatPrice(price.output_usd_per_million)} out
      {otherPrices(model).map((words) => (
        <span key={words} className="block text-xs leading-5 text-ink-3">
          {words}
        </span>
      ))}
    </span>
  )
}

function State({ model }: { model: ProviderModel }) {
  const seen = lately(model)
  return (
    <>
      <ModelMark model={model} />
      {seen !== null && <p className="figures text-sm text-ink-3">{seen}</p>}
    </>
  )
}

/** A model on small screens. */
function Item({ model }: { model: ProviderModel }) {
  return (
    <>
      <Name model={model} />
      <div className="mt-1.5 grid gap-1">
        <Price model={model} />
        <span className="figures text-sm text-ink-3">
          Window {tokensInWords(model.context_tokens)}, writes {tokensInWords(model.max_output_tokens)}
        </span>
        <State model={model} />
      </div>
    </>
  )
}
