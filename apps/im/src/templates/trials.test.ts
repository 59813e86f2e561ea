import { prompt } from '@hg/contracts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ExperimentStage, startExperimentStage } from '../test/experiment-stage.ts'

let im: ExperimentStage

beforeAll(async () => {
  im = await startExperimentStage()
})
afterAll(() => im.close())

it('an experiment is told of by the template that it tries while it runs, to whoever sees whose experiment it is', async () => {
  const template_id = await im.addTemplate('ad_copy', ['one', 'two', 'three'], im.id.root)
  await im.drafted({ template_id, content_type: 'ad_copy' }, im.who.root)
  const given = { template_id, content_type: 'ad_copy', variants: [{ version: 3 }, { version: 1 }] }
  const mine = await im.running(given, im.who.root)
  const trials = async (actor: string) =>
    prompt.parse((await im.call('GET', `/templates/${template_id}`, actor)).body).trials
  expect(await trials(im.who.root)).toEqual([
    {
      ...{ id: mine.id, name: mine.name, client_id: im.id.agency, client_name: 'Heaviside Digital' },
      ...{ content_type: 'ad_copy', versions: [3, 1], started_at: mine.started_at },
    },
  ])
  await im.admin.pool.query('update prompt_templates set open_below = true where template_id = $1', [template_id])
  expect((await trials(im.who.viewer)).map(({ id }) => id)).toEqual([mine.id])
  // Where nobody knows of the agency, nobody knows what it tries.
  expect(await trials(im.who.stranger)).toEqual([])
  await im.call('POST', `/experiments/${mine.id}/stop`, im.who.root)
  expect(await trials(im.who.root)).toEqual([])
})
