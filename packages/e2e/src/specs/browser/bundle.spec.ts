import { secretsOf } from '../../support/secrets.ts'
import { expect, test } from '../../support/test.ts'

const paths = ['/', '/clients/pasco-scientific', '/clients/pasco-scientific/new', '/account', '/nowhere']

test('nothing that a browser is sent holds a secret or the address of a server', async ({
  pageOf,
  page: stranger,
  demo,
  stage,
  pasco,
}) => {
  const { id } = await pasco.write()
  const bodies: { url: string; text: Promise<string> }[] = []
  const page = await pageOf('pasco-scientific', 'owner')
  for (const one of [page, stranger])
    one.on('response', (response) => {
      if (/event-stream|font|image/.test(response.headers()['content-type'] ?? '')) return
      bodies.push({ url: response.url(), text: response.text().catch(() => '') })
    })
  await stranger.goto(`${demo.urls.frontend}/sign-in`)
  for (const path of [...paths, `/jobs/${id}`]) {
    await page.goto(path)
    await expect(page.getByRole('heading').first()).toBeVisible()
  }

  const servers = [demo.urls.cpm, demo.urls.im, demo.urls.smm, stage.workerUrl, stage.sandboxUrl, stage.redisUrl ?? '']
  const hosts = servers.filter(Boolean).map((url) => new URL(url).host)
  const words = ['hg_content_app', 'postgresql://', '$argon2id$', 'BEGIN PRIVATE KEY']
  const forbidden = [...(await secretsOf(stage.dataDir, demo)), ...hosts, ...words]
  expect(forbidden.length).toBeGreaterThan(15)

  const scripts = new Set(bodies.map(({ url }) => url).filter((url) => new URL(url).pathname.endsWith('.js')))
  expect(scripts.size).toBeGreaterThan(10)
  for (const { url, text } of bodies) {
    const sent = await text
    expect([url, forbidden.filter((one) => sent.includes(one))]).toEqual([url, []])
  }
  for (const script of scripts) expect([script, (await fetch(`${script}.map`)).status]).toEqual([script, 404])
})
