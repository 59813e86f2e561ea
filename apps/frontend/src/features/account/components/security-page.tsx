'use client'

import { AccountPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { useMe } from '../get-me.ts'
import { PasswordSection } from './password-section.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** What keeps an account one's own: password, second factor, sessions. */
export function SecurityPage() {
  const me = useMe()
  return (
    <AccountPage title="Security" intro="What keeps your account yours.">
      <Loaded query={me} what="your account" shape="form">
        {(data) => (
          <>
            <PasswordSection me={data} />
            <SecondFactorSection me={data} />
          </>
        )}
      </Loaded>
      <SessionsSection />
    </AccountPage>
  )
}
