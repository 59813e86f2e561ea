import autocannon from 'autocannon'
import type { System } from '../systems/system.ts'

const connections = 50

/** Posts `amount` jobs over 50 connections. Resolves to jobs accepted per second; rejects unless all were. */
export async function measureAcceptRate({ submission }: System, amount: number): Promise<number> {
  const startedAt = performance.now()
  const result = await autocannon({
    url: submission.url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...submission.headers },
    body: submission.body,
    connections,
    amount,
  })
  const seconds = (performance.now() - startedAt) / 1000
  if (result['2xx'] !== amount) {
    const { errors, timeouts, non2xx } = result
    throw new Error(
      `only ${result['2xx']} of ${amount} jobs were accepted: ${JSON.stringify({ errors, timeouts, non2xx })}`,
    )
  }
  return amount / seconds
}
