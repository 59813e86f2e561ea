import type { Page } from '@playwright/test'

/**
 * Gathers what a page's policy stopped: from the page's own events, and from the console, where the browser complains also
 * of what happened before the first script.
 */
export async function watchPolicy(page: Page): Promise<string[]> {
  const stopped: string[] = []
  await page.exposeBinding('hgPolicyBroken', (_source, what: string) => void stopped.push(what))
  await page.addInitScript(`
    document.addEventListener('securitypolicyviolation', (event) => {
      const where = event.blockedURI + ' at ' + location.pathname + ' ' + event.sourceFile + ':' + event.lineNumber
      window.hgPolicyBroken(event.effectiveDirective + ' stopped ' + where + ' ' + event.sample)
    })
  `)
  page.on('console', (message) => {
    const text = message.text()
    if (/Content[- ]Security[- ]Policy|Refused to/i.test(text)) stopped.push(text)
  })
  return stopped
}
