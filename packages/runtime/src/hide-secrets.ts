/**
 * Texts that look like a secret, wherever they stand: those of ours and those of the providers. Every line of the log is
 * searched, and callers write parts of it: no pattern takes longer than its text, and most lines have no `sign` of one.
 */
const lookAlikes: { sign: string; pattern: RegExp; replacement: string }[] = [
  { sign: 'earer', pattern: /\bBearer\s+[\w.~+/=-]+/gi, replacement: 'Bearer [secret]' },
  { sign: 'hg_live_', pattern: /\bhg_live_\w+/g, replacement: '[secret]' },
  { sign: 'whsec_', pattern: /\bwhsec_[\w+/=-]+/g, replacement: '[secret]' },
  { sign: 'sk-', pattern: /\bsk-[\w-]{16,}/g, replacement: '[secret]' },
  { sign: 'gsk_', pattern: /\bgsk_\w{16,}/g, replacement: '[secret]' },
  { sign: 'AIza', pattern: /\bAIza[\w-]{20,}/g, replacement: '[secret]' },
  { sign: 'eyJ', pattern: /\beyJ[\w-]{8,200}\.[\w-]*(?:\.[\w-]*){1,3}/g, replacement: '[secret]' },
  { sign: '$argon2', pattern: /\$argon2id?\$[\w$=,+/-]+/g, replacement: '[secret]' },
  { sign: '://', pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'\\]*@/gi, replacement: '$1[secret]@' },
]

/** Fields of JSON that hold a secret, at any depth. */
const secretFields =
  /"((?:set-)?cookie|(?:proxy-)?authorization|(?:x-|x-goog-)?api[-_]?key|password|secret|token|private_?key)":(?:"(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*",?)*\])/gi

/** Variables whose value is a secret. Shorter values are no secrets, and would be found in every other word. */
const secretName = /(?:KEYS?|SECRET|PASSWORD|TOKEN)$/i
const shortestSecret = 8

const known = new Set<string>()
let knownPattern: RegExp | null = null

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The secrets in a variable's value: itself, the parts of a list of keys, the password of an address, a JWK's private part. */
function secretsIn(name: string, value: string): string[] {
  if (value.includes('://') && URL.canParse(value)) {
    const { password } = new URL(value)
    return [password, decoded(password)]
  }
  if (value.startsWith('{')) return [/"d"\s*:\s*"([^"]+)"/.exec(value)?.[1] ?? '']
  if (!secretName.test(name)) return []
  return [value, ...value.split(',').map((entry) => entry.slice(entry.indexOf(':') + 1).trim())]
}

/** Remembers the secrets of an environment: `hideSecrets` finds them from then on in this process. */
export function rememberSecrets(source: Record<string, string | undefined>): void {
  for (const [name, value = ''] of Object.entries(source)) {
    for (const secret of secretsIn(name, value)) {
      if (secret.length < shortestSecret) continue
      known.add(secret)
      // As it stands in a line of JSON.
      known.add(JSON.stringify(secret).slice(1, -1))
    }
  }
  const longestFirst = [...known].sort((a, b) => b.length - a.length)
  const escaped = longestFirst.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  knownPattern = escaped.length > 0 ? new RegExp(escaped.join('|'), 'g') : null
}

/** A line of JSON without the values of fields that are named as secrets, and without what `hideSecrets` finds. */
export function hideSecretFields(line: string): string {
  return hideSecrets(line).replace(secretFields, '"$1":"[redacted]"')
}

/** The text without the secrets of this process, and without what looks like anybody's. A line of JSON stays one. */
export function hideSecrets(text: string): string {
  let safe = knownPattern ? text.replace(knownPattern, '[secret]') : text
  for (const { sign, pattern, replacement } of lookAlikes)
    if (safe.includes(sign)) safe = safe.replace(pattern, replacement)
  return safe
}
