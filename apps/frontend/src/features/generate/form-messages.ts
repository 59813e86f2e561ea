interface RawIssue extends Record<string, unknown> {
  code: string
}

/** What a wrong field says where the schema itself has no words for it. */
export function formMessage(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at least ${bound(issue.minimum)}`
        : undefined
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at most ${bound(issue.maximum)}`
        : `must have at most ${bound(issue.maximum)} ${issue.origin === 'array' ? 'entries' : 'characters'}`
    case 'invalid_type':
      return issue.expected === 'int' ? 'must be a whole number' : 'must be a number'
    default:
      return undefined
  }
}

function bound(value: unknown): string {
  return Number(value).toLocaleString('en')
}
