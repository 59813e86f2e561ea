import { defineConfig, type PlaywrightTestConfig } from '@playwright/test'
import { chromiumPath } from './env.ts'
import type { TopologyName } from './stage/stage.ts'

const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The suite on one topology. The specs are the same on both, but for those tagged `@full`, which break parts that only
 * the full one has or say nothing that depends on what stands below, and `@embedded`, which start embedded installations
 * of their own.
 *
 * @param globalSetup modules that start the product; they stop it again at the end
 */
export function suite(topology: TopologyName, globalSetup: string[]): PlaywrightTestConfig {
  return defineConfig({
    testDir: './src/specs',
    outputDir: `./.turbo/${topology}-artifacts`,
    globalSetup,
    grepInvert: topology === 'full' ? /@embedded/ : /@full/,
    // One product for all specs, and some of them break it: one after the other.
    workers: 1,
    retries: 0,
    forbidOnly: true,
    timeout: 60_000,
    expect: { timeout: 15_000 },
    reporter: [['list'], ['json', { outputFile: `./.turbo/${topology}.json` }]],
    use: {
      browserName: 'chromium',
      launchOptions: { executablePath: chromiumPath(), args: chromiumArgs },
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      screenshot: 'only-on-failure',
    },
  })
}
