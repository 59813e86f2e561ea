import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['@hg/testkit/global-setup'],
    // What hangs ends here; nothing is measured by it, since machines may be busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: '.turbo/vitest.json' }]],
  },
})
