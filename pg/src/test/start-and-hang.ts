import { startServer } from '../server/start.ts'

/** Starts a server and stays, for a test to kill: `<dataDir> <port>`. */
const [dataDir = '', port] = process.argv.slice(2)
await startServer({ dataDir, port: Number(port), settings: { fsync: 'off' } })
process.stdout.write('ready\n')
setInterval(() => undefined, 60_000)
