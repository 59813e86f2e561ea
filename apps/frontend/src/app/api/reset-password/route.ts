import { resetAccount } from '@hg/contracts'
import { accountOf } from '#auth/check-sign-in.ts'
import { rememberDevice } from '#auth/remember-device.ts'
import { theDoor } from '#server/door.ts'
import { forward } from '#server/forward.ts'

/**
 * Sets a new password by a link, and makes the browser known to the account: whoever read that mail gets in, however often
 * strangers try the account elsewhere.
 */
export async function POST(request: Request): Promise<Response> {
  const answer = await forward(request, { service: 'smm', path: ['password-resets', 'confirm'] }, theDoor())
  if (!answer.ok) return answer
  const { email } = resetAccount.parse(await answer.clone().json())
  await rememberDevice(accountOf(email))
  return answer
}
