export * from './digest.ts'
export * from './env.ts'
export { type Letter, writeLetter } from './letter.ts'
export * from './mailer.ts'
