export { attemptAll, attemptWithin, createAttempt } from './attempt.ts'
export { type Deed, runDeed } from './deed.ts'
export { deedsOf } from './deeds.ts'
export {
  type Case,
  casesOfNobody,
  casesOfOneself,
  casesOfRole,
  casesOfSecrets,
  giftsOf,
  places,
} from './matrix-cases.ts'
export { readMatrix, roles } from './read-matrix.ts'
export { relationOf, setStage, type Stage, type StagedClient } from './stage.ts'
