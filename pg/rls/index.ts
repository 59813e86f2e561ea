export { attemptAll, createAttempt } from './attempt.ts'
export { relationOf, setStage, type Stage, type StagedClient } from './stage.ts'
