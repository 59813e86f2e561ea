import { generateAccepted, isFinal, job, jobStatusEvent, type DemoFile, type Job } from '@hg/contracts'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { bold, Failure, faint, say } from './say.ts'

const client = 'pasco-scientific'
const patienceMs = 120_000

/**
 * What the product is for, as another service would do it: asks for an article with an API key, follows the job over SSE,
 * and prints the article with its checks and its cost.
 *
 * @returns the job in its final state
 */
export async function doMainJob(demo: DemoFile): Promise<Job> {
  const key = demo.api_keys.find((one) => one.client_slug === client)?.key ?? ''
  const clientId = demo.clients.find((one) => one.slug === client)?.id
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(demo.urls.cpm + path, {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...init.headers },
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!response.ok)
      throw new Failure(`${init.method ?? 'GET'} ${path} answered ${response.status}: ${await response.text()}`)
    return response
  }

  const body = {
    client_id: clientId,
    content_type: 'blog_post',
    topic: 'Measuring heart rate with wireless sensors in the biology lab',
    keywords: ['wireless heart rate sensor', 'biology lab'],
    brief: 'For high school teachers who plan their first investigation with sensors.',
  }
  say(bold('POST /generate') + faint('  as PASCO Scientific, with its API key'))
  const response = await call('/generate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const accepted = generateAccepted.parse(await response.json())
  say(`  202 accepted, job ${accepted.job_id}, at most $${accepted.estimated_cost_usd}`)

  await follow(await call(accepted.events_url))
  const done = job.parse(await (await call(accepted.status_url)).json())
  if (done.status === 'completed') printArticle(done)
  else say(`  The job is ${done.status}: ${done.error_message ?? 'no reason was given'}`)
  return done
}

/** Prints each status as it arrives, until the job has ended. */
async function follow(response: Response): Promise<void> {
  if (!response.body) throw new Failure('the event stream has no body')
  const started = Date.now()
  let characters = 0
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { event, data } of events) {
    if (event === 'text') characters = Math.max(characters, textEnd(data))
    if (event !== 'status') continue
    const state = jobStatusEvent.parse(JSON.parse(data))
    const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5)
    const note = state.status === 'completed' ? `  ${characters} characters seen while it was written` : ''
    say(`  ${faint(`${seconds} s`)}  ${state.status}${faint(note)}`)
    if (isFinal(state.status)) return
  }
}

function textEnd(data: string): number {
  const { offset, text } = JSON.parse(data) as { offset: number; text: string }
  return offset + text.length
}

function printArticle(done: Job): void {
  const { result } = done
  if (!result) return
  say()
  say(`# ${result.title ?? done.topic}`)
  say()
  say(result.content)
  say()
  if (result.meta_description) say(faint(`Meta description: ${result.meta_description}`))
  say()
  say(`${bold('Quality')}   ${result.quality.score} of 100, ${result.quality.passed ? 'passed' : 'not passed'}`)
  for (const check of result.quality.checks) {
    say(
      `  ${check.passed ? '✓' : '✗'} ${check.label}: ${check.actual}${check.passed ? '' : ` (expected ${check.expected})`}`,
    )
  }
  say(`${bold('Model')}     ${done.llm_provider}, ${done.provider_model ?? 'unknown'}`)
  say(`${bold('Tokens')}    ${done.input_tokens ?? 0} in, ${done.output_tokens ?? 0} out`)
  say(`${bold('Cost')}      $${done.estimated_cost ?? '0'}`)
}
