import type { Stage } from './stage/stage.ts'

/** The browser that the machine has. */
export function chromiumPath(): string {
  return process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
}

/** The little that the product inherits, so that a developer's own settings never reach it. */
export function bareEnv(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }) }
}

/** Hands what global set-up started to the processes that run the specs. */
export function publishStage(stage: Stage): void {
  process.env.HG_E2E_STAGE = JSON.stringify(stage)
}

/** What global set-up started. */
export function readStage(): Stage {
  const { HG_E2E_STAGE } = process.env
  if (!HG_E2E_STAGE)
    throw new Error('the product was not started: run the specs with full.config.ts or embedded.config.ts')
  return JSON.parse(HG_E2E_STAGE) as Stage
}
