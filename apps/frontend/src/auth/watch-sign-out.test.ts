import { expect, it } from 'vitest'
import { noteSessionLives, watchSignOut } from './watch-sign-out.ts'

const signedOut = () => {
  const answer = Response.json({ url: '/sign-in' })
  answer.headers.append('set-cookie', 'session=; Max-Age=0')
  answer.headers.append('set-cookie', 'other=; Max-Age=0')
  return answer
}

it('says of a session that could not be ended that it lives, and forgets the cookies all the same', async () => {
  const answer = await watchSignOut(async () => {
    await Promise.resolve()
    noteSessionLives()
    return signedOut()
  })
  expect(await answer.json()).toEqual({ url: '/sign-in', session_lives: true })
  expect(answer.headers.getSetCookie()).toEqual(['session=; Max-Age=0', 'other=; Max-Age=0'])
})

it('says nothing of one that was ended, and keeps two sign-outs apart', async () => {
  const [lives, ended] = await Promise.all([
    watchSignOut(() => Promise.resolve().then(noteSessionLives).then(signedOut)),
    watchSignOut(() => Promise.resolve().then(signedOut)),
  ])
  expect(await lives.json()).toHaveProperty('session_lives')
  expect(await ended.json()).toEqual({ url: '/sign-in' })
})
