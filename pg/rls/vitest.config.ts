import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['@hg/testkit/global-setup'],
    reporters: ['default', ['json', { outputFile: '.turbo/vitest.json' }]],
  },
})
