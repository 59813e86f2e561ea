import type { ContentType, TestBrief, TestSet, TestSetInput } from '@hg/contracts'

/** What the form of a test set holds. */
export interface TestSetValues {
  name: string
  content_type: ContentType
  briefs: { topic: string; keywords: string[]; brief: string; variables: TestBrief['variables'] }[]
  job_ids: string[]
}

/** Paths of its fields, for errors of the service. */
export const testSetFields = ['name', 'content_type', 'briefs', 'briefs.*.topic', 'briefs.*.brief', 'job_ids']

export const emptyBrief: TestSetValues['briefs'][number] = { topic: '', keywords: [], brief: '', variables: undefined }

export const newTestSet: TestSetValues = { name: '', content_type: 'blog_post', briefs: [emptyBrief], job_ids: [] }

/** A stored test set as a form begins with it. */
export function toTestSetValues({ name, content_type, briefs }: Pick<TestSet, 'name' | 'content_type' | 'briefs'>) {
  const rows = briefs.map(({ topic, keywords = [], brief = '', variables }) => ({ topic, keywords, brief, variables }))
  return { name, content_type, briefs: rows, job_ids: [] } satisfies TestSetValues
}

/** What is sent: what was left empty is left out, whole rows too. */
export function toTestSetInput({ name, content_type, briefs, job_ids }: TestSetValues): TestSetInput {
  const said = briefs.filter(({ topic, brief }) => topic.trim() !== '' || brief.trim() !== '')
  return {
    name,
    content_type,
    briefs: said.map(({ topic, keywords, brief, variables }) => ({
      topic,
      ...(keywords.length > 0 && { keywords }),
      ...(brief.trim() !== '' && { brief }),
      ...(variables && { variables }),
    })),
    ...(job_ids.length > 0 && { job_ids }),
  }
}
