export { type Head, readHeads } from './rows.ts'
export { emptiedAction, type Finding, verifyAudit, type Verification } from './verify.ts'
