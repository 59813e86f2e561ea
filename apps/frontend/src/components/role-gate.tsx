import type { Client, Role } from '@hg/contracts'
import type { ReactNode } from 'react'
import { whyNot } from '#lib/roles.ts'
import { Blank } from './ui/blank.tsx'
import { Notice } from './ui/notice.tsx'

interface RoleProps {
  client: Pick<Client, 'name' | 'role'>
  needs: Role
  /** What is done here, as the beginning of a sentence: `Changing retention`. */
  doing: string
  children: ReactNode
}

/** Controls that stay in sight for everybody; for those whose role does not suffice switched off, with the reason above. */
export function RoleFieldset({ client, needs, doing, children }: RoleProps) {
  const why = whyNot(client, needs, doing)
  return (
    <>
      {why && <Notice title={why} className="mb-6 max-w-[40rem]" />}
      <fieldset disabled={why !== null} className="min-w-0">
        {children}
      </fieldset>
    </>
  )
}

/** For what a role may not even see: says so instead, and whom to ask. */
export function RoleGate({ client, needs, doing, title, children }: RoleProps & { title: string }) {
  const why = whyNot(client, needs, doing)
  if (why === null) return children
  return (
    <Blank title={title}>
      <p>{why}</p>
      <p>An admin or owner can give it to you.</p>
    </Blank>
  )
}
