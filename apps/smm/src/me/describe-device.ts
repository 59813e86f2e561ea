import type { Session } from '@hg/contracts'
import Bowser from 'bowser'

const kinds: Record<string, Session['kind']> = { desktop: 'desktop', mobile: 'mobile', tablet: 'tablet' }

/** What a browser says of itself, for people: `Firefox on Windows`. Never more than a claim. */
export function describeDevice(userAgent: string): Pick<Session, 'device' | 'kind'> {
  if (userAgent === '') return { device: 'Unknown device', kind: 'unknown' }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const [program, system] = [browser.name || 'Unknown browser', os.name]
  return { device: system ? `${program} on ${system}` : program, kind: kinds[platform.type ?? ''] ?? 'unknown' }
}
