import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCaller } from '../support/caller.ts'
import { browserCaller, findUser, signIn } from '../support/people.ts'
import { secretsOf } from '../support/secrets.ts'
import { expect, test } from '../support/test.ts'

test('no log holds a secret, a key, a password or a session, however they were sent', async ({
  demo,
  stage,
  pasco,
}) => {
  const user = findUser(demo, 'pasco-scientific', 'member')
  const key = demo.api_keys[0]?.key ?? ''
  const session = await signIn(demo.urls.frontend, user)
  for (const url of [demo.urls.cpm, demo.urls.im, demo.urls.smm]) {
    for (const authorization of [`Bearer ${key}`, `Bearer ${user.password}`, `Basic ${key}`])
      await createCaller(url, () => ({ authorization })).call(
        'GET',
        `/nothing/${key}?token=${key}&password=${user.password}`,
      )
    await createCaller(url, () => ({ cookie: `${session?.name}=${session?.value}` })).call('GET', '/openapi.json')
  }
  await pasco.api.call('POST', '/generate', { body: { topic: key, password: user.password } })
  const door = browserCaller(demo.urls.frontend, 'cpm', session ?? { name: '', value: '' })
  await door.call('GET', `/jobs/${key}`, { headers: { authorization: `Bearer ${key}` } })
  await signIn(demo.urls.frontend, { email: user.email, password: `${user.password}x` })

  const forbidden = [...(await secretsOf(stage.dataDir, demo)), session?.value ?? '']
  const logs = (await readdir(join(stage.dataDir, 'logs'))).filter((name) => name.endsWith('.log'))
  expect(logs.length).toBeGreaterThan(4)
  for (const name of logs) {
    const text = await readFile(join(stage.dataDir, 'logs', name), 'utf8')
    expect([name, forbidden.filter((one) => text.includes(one))]).toEqual([name, []])
  }
})
