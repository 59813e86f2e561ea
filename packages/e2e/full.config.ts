import { suite } from './src/suite.ts'

/** Everything on PostgreSQL behind PgBouncer, and Redis, with proxies in front that the failure specs break. */
export default suite('full', ['@hg/testkit/global-setup', './src/stage/full.ts'])
