interface RawIssue extends Record<string, unknown> {
  code: string
}

/**
 * What a wrong field says where the schema itself has no words for it. For `zodResolver(schema, { error: formMessage })`.
 */
export function formMessage(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return isNumber(issue)
        ? `must be at most ${bound(issue.maximum)}`
        : `must have at most ${counted(issue.maximum, issue.origin)}`
    case 'invalid_type':
      return wrongType(issue)
    case 'invalid_value':
      return 'must be one of the choices'
    case 'invalid_format':
      return issue.format === 'email' ? 'must be an e-mail address' : undefined
    default:
      return undefined
  }
}

function tooSmall(issue: RawIssue): string {
  if (isNumber(issue)) return `must be at least ${bound(issue.minimum)}`
  if (Number(issue.minimum) === 1) return issue.origin === 'string' ? 'must not be empty' : 'must have an entry'
  return `must have at least ${counted(issue.minimum, issue.origin)}`
}

function wrongType(issue: RawIssue): string {
  switch (issue.expected) {
    case 'int':
      return 'must be a whole number'
    case 'number':
      return 'must be a number'
    case 'string':
      return 'must not be empty'
    default:
      return 'must be given'
  }
}

function isNumber(issue: RawIssue): boolean {
  return issue.origin === 'number' || issue.origin === 'int'
}

function counted(count: unknown, origin: unknown): string {
  const [one, many] = origin === 'string' ? ['character', 'characters'] : ['entry', 'entries']
  return `${bound(count)} ${Number(count) === 1 ? one : many}`
}

function bound(value: unknown): string {
  return Number(value).toLocaleString('en')
}
