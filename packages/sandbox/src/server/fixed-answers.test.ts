import { afterAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../start-sandbox.ts'
import { clientsFor } from '../test/clients.ts'
import { promptFor } from '../test/prompts.ts'
import { countTokens } from '../usage/tokens.ts'

const text = '# A title\n\n## A section\n\nA short text.\n\nMeta description: A text.'
const sandbox = await startSandbox({ fixedAnswer: text })
afterAll(() => sandbox.close())

describe.each(clientsFor(sandbox.baseUrls))('a fixed answer from $provider', (client) => {
  it('is the same whatever is asked, and told exactly', async () => {
    sandbox.reset()
    const answers = [
      await client.whole({ user: promptFor() }),
      await client.whole({ user: '[[sandbox:fault=503]]' }),
      await client.stream({ user: promptFor() }),
      await client.stream({ user: 'Anything' }),
    ]
    for (const answer of answers) {
      expect(answer.text).toBe(text)
      expect(answer.finish).not.toBeNull()
      expect(answer.usage.output_tokens).toBe(countTokens(text))
    }
    const told = answers.reduce((sum, { usage }) => sum + usage.input_tokens, 0)
    expect(sandbox.tally().total).toMatchObject({
      received: 4,
      completed: 4,
      input_tokens: told,
      output_tokens: 4 * countTokens(text),
    })
  })
})
