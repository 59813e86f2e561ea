import type { JobResult } from '@hg/contracts'

/** The piece as one Markdown text: its title as the first heading, then the text as it was written. */
export function toMarkdown(result: Pick<JobResult, 'title' | 'content'>): string {
  const body = result.content.trim()
  if (!result.title || body.startsWith('# ')) return `${body}\n`
  return `# ${result.title}\n\n${body}\n`
}
