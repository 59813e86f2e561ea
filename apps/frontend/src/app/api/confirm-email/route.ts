import { changedEmail } from '@hg/contracts'
import { accountOf } from '#auth/check-sign-in.ts'
import { rememberDevice } from '#auth/remember-device.ts'
import { theDoor } from '#server/door.ts'
import { forward } from '#server/forward.ts'

/**
 * Confirms another address by a link, and makes the browser known to it: devices are known by address, and strangers who
 * try the new one must not keep its owner out.
 */
export async function POST(request: Request): Promise<Response> {
  const answer = await forward(request, { service: 'smm', path: ['me', 'email', 'confirm'] }, theDoor())
  if (!answer.ok) return answer
  const { email } = changedEmail.parse(await answer.clone().json())
  await rememberDevice(accountOf(email))
  return answer
}
