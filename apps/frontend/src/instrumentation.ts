/** Runs once when the server starts. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-syntax -- the bundler's own switch: keeps the rest out of the edge bundle
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { requireEnvironment } = await import('#server/require-environment.ts')
    const { noteSocketAddresses } = await import('#server/browser-address.ts')
    requireEnvironment()
    noteSocketAddresses()
  }
}
