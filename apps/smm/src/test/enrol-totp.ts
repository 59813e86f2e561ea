import { recoveryCodes, totpEnrolment } from '@hg/contracts'
import { totpCode } from '@hg/runtime'
import type { PeopleStage } from './people.ts'
import { password, type TestPerson } from './person.ts'

/** Sets up a second factor of a person, with the code before the present one, and returns its secret. */
export async function enrolTotp(stage: PeopleStage, person: TestPerson): Promise<string> {
  const begun = await stage.call('POST', '/me/totp', person.id, { password })
  const { secret } = totpEnrolment.parse(begun.body)
  const code = totpCode(secret, Date.now() - 30_000)
  recoveryCodes.parse((await stage.call('POST', '/me/totp/confirm', person.id, { code })).body)
  return secret
}
