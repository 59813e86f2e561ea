import fc from 'fast-check'

/** One way to falsify a sealed row, as a superuser who may switch triggers off could. */
export interface Tampering {
  what: string
  statements: string[]
}

/** Where it strikes: the link `seq` of `chain`, of `length`. */
export interface Place {
  chain: string
  seq: number
  length: number
}

const row = ({ chain, seq }: Place) => `(select audit_id from audit_seals where chain = '${chain}' and seq = ${seq})`
const set = (table: string, change: string) => (place: Place) => [
  `update ${table} set ${change} where ${table === 'audit_log' ? 'id' : 'audit_id'} = ${row(place)}`,
]
const flip = (column: string) => `${column} = set_byte(${column}, 7, get_byte(${column}, 7) # 1)`

/** Removes the links from `from` on, whole rows and all, as if they had never been. */
function removeFrom({ chain }: Place, from: number, to: number): string[] {
  const gone = `(select audit_id from audit_seals where chain = '${chain}' and seq between ${from} and ${to})`
  return [
    `delete from audit_details where audit_id in ${gone}`,
    `delete from audit_log where id in ${gone}`,
    `delete from audit_seals where chain = '${chain}' and seq between ${from} and ${to}`,
  ]
}

const ways: Record<string, (place: Place) => string[]> = {
  'another actor': set('audit_log', `actor = 'user:' || gen_random_uuid()`),
  'another role': set(
    'audit_log',
    `actor_role = case actor_role when 'owner' then 'viewer' else 'owner' end::member_role`,
  ),
  'another action': set('audit_log', `action = action || 'x'`),
  'another kind of target': set('audit_log', `target_type = target_type || 'x'`),
  'another target': set('audit_log', 'target_id = gen_random_uuid()'),
  'another request': set('audit_log', `request_id = request_id || '0'`),
  'other facts': set('audit_log', `facts = facts || '{"added": 1}'`),
  'another time': ({ chain, seq }) => [
    `update audit_log set id = app.uuid_v7(now() - interval '1 day') where id = ${row({ chain, seq, length: 0 })}`,
  ],
  'another client': set('audit_log', `client_id = (select id from clients where type = 'root')`),
  'another label': set('audit_details', `label = coalesce(label, '') || '.'`),
  'another value before': set('audit_details', `before = coalesce(before, '{}') || '{"name": "Forged"}'`),
  'another value after': set('audit_details', `after = '{"name": "Forged"}'`),
  'another address': set('audit_details', `address = '203.0.113.99'`),
  'details emptied': set('audit_details', 'label = null, before = null, after = null, emptied_at = now()'),
  'address emptied': set('audit_details', 'address = null, address_emptied_at = now()'),
  'details removed': (place) => [`delete from audit_details where audit_id = ${row(place)}`],
  'another hash': set('audit_seals', flip('hash')),
  'another digest of the details': set('audit_seals', flip('content_digest')),
  'another digest of the address': set('audit_seals', flip('address_digest')),
  'the row removed': (place) => [`delete from audit_log where id = ${row(place)}`],
  'the seal removed': (place) => [`delete from audit_seals where audit_id = ${row(place)}`],
  'the link removed': (place) => removeFrom(place, place.seq, place.seq),
  'the link removed, and those after it moved up': (place) => [
    ...removeFrom(place, place.seq, place.seq),
    `update audit_seals set seq = seq + 1000000 where chain = '${place.chain}' and seq > ${place.seq}`,
    `update audit_seals set seq = seq - 1000001 where chain = '${place.chain}' and seq > 1000000`,
  ],
  'the tail cut off': (place) => removeFrom(place, place.seq, place.length),
  'the last link cut off': (place) => removeFrom(place, place.length, place.length),
  'the whole chain removed': (place) => removeFrom(place, 1, place.length),
  'sealed again later': (place) => [
    `insert into audit_unsealed select audit_id, chain from audit_seals where audit_id = ${row(place)}`,
    `delete from audit_seals where audit_id = ${row(place)}`,
  ],
  'a row slipped in': ({ chain }) => [
    `insert into audit_log (id, client_id, actor, action, target_type)
     values (gen_random_uuid(), nullif('${chain}', '00000000-0000-0000-0000-000000000000')::uuid, 'user:' || gen_random_uuid(), 'client.renamed', 'client')`,
  ],
  'two links exchanged': ({ chain, seq, length }) => {
    const other = seq === length ? seq - 1 : seq + 1
    return [
      `update audit_seals set seq = 1000000 where chain = '${chain}' and seq = ${seq}`,
      `update audit_seals set seq = ${seq} where chain = '${chain}' and seq = ${other}`,
      `update audit_seals set seq = ${other} where chain = '${chain}' and seq = 1000000`,
    ]
  },
}

/** Any tampering at any link of these chains. */
export function tamperings(chains: { chain: string; length: number }[]): fc.Arbitrary<Tampering> {
  const place = fc
    .constantFrom(...chains)
    .chain(({ chain, length }) => fc.integer({ min: 1, max: length }).map((seq): Place => ({ chain, seq, length })))
  return fc.tuple(fc.constantFrom(...Object.keys(ways)), place).map(([what, at]) => ({
    what: `${what} at link ${at.seq} of ${at.length} of ${at.chain}`,
    statements: ways[what]?.(at) ?? [],
  }))
}

/** The ways, to see that each was tried. */
export const tamperingWays = Object.keys(ways)
