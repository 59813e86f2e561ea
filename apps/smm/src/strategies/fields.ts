export { type StrategyField, type StrategyFieldKind as FieldKind, strategyFields } from '@hg/contracts'
