export * from './env.ts'
export * from './letter.ts'
export * from './mailer.ts'
