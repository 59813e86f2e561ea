import {
  effectiveStrategy,
  type ErrorCode,
  type GeneratePromptRequest,
  generatePromptRequest,
  type GeneratePromptResponse,
  type StrategyConfiguration,
} from '@hg/contracts'
import { estimateTokens } from '@hg/llm'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerAboutSuggestion } from './suggesting.ts'

/** Stands in for the strategy service and the instructions module: the contracts over real HTTP, nothing behind them. */
export interface OtherServices {
  url: string
  /** What every client's strategy says. */
  strategy: StrategyConfiguration
  /** Stands at the head of every prompt's system part. */
  houseRules: string
  /** What the instructions module adds to its answers. */
  promptExtras: Partial<GeneratePromptResponse>
  /** What it answers instead: a problem. */
  promptRefusal: { code: ErrorCode; status: number; detail: string; facts?: Record<string, string> } | null
  /** What it was asked last. */
  lastPromptRequest: GeneratePromptRequest | null
  /** True: every request gets 503. */
  isAway: boolean
  /** True: what a model answered to a suggestion is not read, 503. */
  isReadingAway: boolean
  /** Strategies asked for so far. */
  strategyRequests: number
  close(): Promise<void>
}

const templateId = '0190a6d8-0000-7000-8000-00000000aaaa'
const strategyId = '0190a6d8-0000-7000-8000-00000000bbbb'

/** Starts both on one free port. */
export async function startOtherServices(): Promise<OtherServices> {
  const state: OtherServices = {
    url: '',
    strategy: { content: { word_count: { min: 300, max: 900 } } },
    houseRules: '',
    promptExtras: {},
    promptRefusal: null,
    lastPromptRequest: null,
    isAway: false,
    isReadingAway: false,
    strategyRequests: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  const server: Server = createServer((request, response) => {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
    }
    const url = new URL(request.url ?? '/', 'http://localhost')
    const clientId = /^\/clients\/([^/]+)\/strategy$/.exec(url.pathname)?.[1]
    if (state.isAway) send(503, {})
    else if (clientId) {
      state.strategyRequests += 1
      const layer = {
        strategy_id: strategyId,
        version: 1,
        name: 'Test',
        content_type: 'any',
        client_id: clientId,
        client_name: 'Test',
      }
      send(
        200,
        effectiveStrategy.parse({
          client_id: clientId,
          content_type: url.searchParams.get('content_type'),
          effective: state.strategy,
          explain: [],
          layers: [layer],
          strategy: { id: strategyId, version: 1, name: 'Test' },
        }),
      )
    } else {
      let text = ''
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      request.on('end', () => {
        const body = JSON.parse(text) as unknown
        const aboutSuggestion = answerAboutSuggestion(url.pathname, body)
        const asked = aboutSuggestion ? null : generatePromptRequest.parse(body)
        state.lastPromptRequest = asked ?? state.lastPromptRequest
        if (state.promptRefusal) {
          const { status, detail } = state.promptRefusal
          send(status, { type: 'about:blank', title: detail, request_id: 'test', ...state.promptRefusal })
          return
        }
        if (!asked) {
          const isAway = state.isReadingAway && url.pathname === '/suggestion-reading'
          send(isAway ? 503 : 200, isAway ? {} : aboutSuggestion)
          return
        }
        const { system, user } = promptOf(asked)
        send(200, {
          prompt: { system: `${state.houseRules}${system}`, user },
          template: {
            id: asked.template_id ?? templateId,
            version: asked.template_version ?? 1,
            name: 'Test',
            client_id: asked.client_id,
          },
          tokens: 60 + estimateTokens(state.houseRules),
          ...state.promptExtras,
        })
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}

/** A prompt that says what the templates of the product say of a request and its strategy, in fewer words. */
function promptOf({ strategy, ...asked }: GeneratePromptRequest): { system: string; user: string } {
  const { content = {}, seo = {} } = strategy
  const sections = asked.content_template?.sections.map(({ heading }) => heading) ?? content.structure ?? []
  const list = (name: string, items: string[] | undefined, separator: string) =>
    items?.length ? [`${name}: ${items.join(separator)}`] : []
  const system = [
    'You write for a client. First line "# Title", last line "Meta description: ...".',
    ...(seo.headings?.max_depth ? [`Nothing deeper than level ${seo.headings.max_depth}.`] : []),
    ...(content.term_map
      ? ['Wording:', ...Object.entries(content.term_map).map(([from, to]) => `- write "${to}", not "${from}"`)]
      : []),
  ]
  const user = [
    `Topic: ${asked.topic}`,
    `Content type: ${asked.content_type}`,
    `Keywords: ${(asked.keywords ?? []).join(', ')}`,
    ...list('Related terms', seo.secondary_keywords, ', '),
    'Word count: 400-700',
    ...list('Sections', sections, ' | '),
    ...list('Must include', content.must_include, '; '),
    ...list('Never use', [...(content.banned_phrases ?? []), ...(content.must_avoid ?? [])], '; '),
    ...(content.required_disclaimers ?? []).map((disclaimer) => `Disclaimer: ${disclaimer}`),
    ...(content.cta ? [`Call to action: ${content.cta}`] : []),
    ...(seo.internal_links ?? []).map(({ url, anchor }) => `Link: [${anchor ?? url}](${url})`),
    ...(asked.brief ? [asked.brief] : []),
    ...(asked.rewrite
      ? [
          `<<<EARLIER\n> ${asked.rewrite.content.replaceAll('\n', '\n> ')}\nEARLIER>>>`,
          `<<<WISHES\n> ${asked.rewrite.instructions}\nWISHES>>>`,
        ]
      : []),
  ]
  return { system: system.join('\n'), user: user.join('\n') }
}
