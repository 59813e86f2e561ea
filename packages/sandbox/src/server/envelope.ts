import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock'

/** aimock's answer in a provider's wire format, with the text in one piece. */
export type Envelope = { status: number; headers: Headers; body: string }

export type EnvelopeMaker = {
  /**
   * Has aimock check a request and wrap an answer as the provider of that path would.
   *
   * @param callId comes back to `respond`, which says what to answer
   */
  wrap: (pathname: string, callId: string, body: string) => Promise<Envelope>
  close: () => Promise<void>
}

/**
 * aimock behind the sandbox. It knows the four wire formats: it validates requests, brings their messages into one shape and
 * frames answers and errors. It cannot do the rest, so calls go through the sandbox's own server, which paces the text token by token,
 * pauses and breaks it, sees the client leave, and fills in the usage (aimock has no cached or reasoning tokens, and
 * none at all for Anthropic and Gemini).
 *
 * @param respond decides the answer; it gets the messages in OpenAI's shape and the call's id
 */
export async function startEnvelopeMaker(
  respond: (request: ChatCompletionRequest, callId: string) => FixtureResponse,
): Promise<EnvelopeMaker> {
  const mock = new LLMock({ host: '127.0.0.1', port: 0, journalMaxEntries: 1, fixtureCountsMaxTestIds: 1 })
  mock.addFixture({
    match: { predicate: () => true },
    response: (request) => respond(request, request._context ?? ''),
    chunkSize: Number.MAX_SAFE_INTEGER,
  })
  await mock.start()
  return {
    async wrap(pathname, callId, body) {
      const headers = { 'content-type': 'application/json', 'x-aimock-context': callId }
      const answer = await fetch(`${mock.url}${pathname}`, { method: 'POST', headers, body })
      return { status: answer.status, headers: answer.headers, body: await answer.text() }
    },
    close: () => mock.stop(),
  }
}
