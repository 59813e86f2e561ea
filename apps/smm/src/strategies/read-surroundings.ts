import { type StrategyConfiguration, strategyField, strategyFields, strategyValue } from '@hg/contracts'
import {
  lineageStrategies,
  listModels,
  type Queryable,
  type StrategyLayerRow,
  type SubtreeClientRow,
  subtreeClients,
  subtreeStrategies,
} from '@hg/db'
import type { KnownModel } from './conflicts/input.ts'

/** What stands around a strategy of a client: above it, beside it and below it. */
export interface Surroundings {
  /** Every active layer of the client and of those above it. */
  lineage: StrategyLayerRow[]
  /** Every active layer of the client and of those below it; empty unless asked for. */
  below: StrategyLayerRow[]
  clients: SubtreeClientRow[]
  models: KnownModel[]
}

const modelField = strategyField('llm.model')

function namesModel(configuration: StrategyConfiguration): boolean {
  return modelField !== undefined && strategyValue(configuration, modelField) !== undefined
}

/**
 * Reads what surrounds a client's strategies. The catalogue of models is read only when some text names one.
 *
 * @param texts what would be saved
 * @param options.withBelow reads everything below too
 */
export async function readSurroundings(
  tx: Queryable,
  clientId: string,
  texts: readonly StrategyConfiguration[],
  options: { withBelow: boolean },
): Promise<Surroundings> {
  const lineage = await lineageStrategies(tx, clientId)
  const below = options.withBelow ? await subtreeStrategies(tx, clientId) : []
  const clients = options.withBelow ? await subtreeClients(tx, clientId) : []
  const configurations = [...texts, ...[...lineage, ...below].map(({ configuration }) => configuration)]
  return { lineage, below, clients, models: configurations.some(namesModel) ? await listModels(tx) : [] }
}

/** The fields that one of these texts sets. */
export function fieldsSetBy(...configurations: StrategyConfiguration[]) {
  return strategyFields.filter((field) => configurations.some((text) => strategyValue(text, field) !== undefined))
}
