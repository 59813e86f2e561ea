import { expect, it } from 'vitest'
import { whyNot } from './roles.ts'

const client = { name: 'PASCO', role: 'member' } as const

it('a role that suffices is told nothing; another one, which it takes', () => {
  expect(whyNot(client, 'viewer', 'Reading')).toBeNull()
  expect(whyNot(client, 'member', 'Requesting content')).toBeNull()
  expect(whyNot(client, 'admin', 'Inviting people')).toBe(
    'You are a member of PASCO. Inviting people takes the role of an admin.',
  )
  expect(whyNot({ ...client, role: 'viewer' }, 'member', 'Requesting content')).toBe(
    'As a viewer of PASCO you can read here. Requesting content takes the role of a member.',
  )
})
