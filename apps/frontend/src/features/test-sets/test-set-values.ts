import type { ContentType, PromptVariableValues, TestBrief, TestSet, TestSetInput } from '@hg/contracts'
import {
  isEmpty,
  type NeededVariable,
  toVariableValues,
  variableProblems,
} from '#features/prompts/request-variables.ts'

/** What the form of a test set holds. */
export interface TestSetValues {
  name: string
  content_type: ContentType
  briefs: {
    topic: string
    keywords: string[]
    brief: string
    variables: TestBrief['variables']
    taken_from: TestBrief['taken_from']
  }[]
  job_ids: string[]
}

/** Paths of its fields, for errors of the service. */
export const testSetFields = ['name', 'content_type', 'briefs', 'briefs.*.topic', 'briefs.*.brief', 'job_ids']

export const emptyBrief: TestSetValues['briefs'][number] = {
  ...{ topic: '', keywords: [], brief: '' },
  ...{ variables: undefined, taken_from: undefined },
}

export const newTestSet: TestSetValues = { name: '', content_type: 'blog_post', briefs: [emptyBrief], job_ids: [] }

/** A stored test set as a form begins with it. */
export function toTestSetValues({ name, content_type, briefs }: Pick<TestSet, 'name' | 'content_type' | 'briefs'>) {
  const rows = briefs.map(({ topic, keywords = [], brief = '', variables, taken_from }) => ({
    ...{ topic, keywords, brief, variables, taken_from },
  }))
  return { name, content_type, briefs: rows, job_ids: [] } satisfies TestSetValues
}

/** What is wrong with what was typed of variables, by name. One that is not said yet is no fault: other versions need not take it. */
export function briefProblems(values: PromptVariableValues, needed: readonly NeededVariable[]): Record<string, string> {
  return variableProblems(
    needed.filter(({ name }) => !isEmpty(values[name])),
    values,
  )
}

/** The number of the first brief with a value that its variable does not take, from 0; -1 where there is none. */
export function findWrongBrief({ briefs }: TestSetValues, needed: readonly NeededVariable[]): number {
  return briefs.findIndex(({ variables = {} }) => Object.keys(briefProblems(variables, needed)).length > 0)
}

/** The form with variables as they are sent: figures as numbers, and nothing that was left empty. */
export function withTypedVariables(values: TestSetValues, needed: readonly NeededVariable[]): TestSetValues {
  const briefs = values.briefs.map(({ variables = {}, ...brief }) => {
    const others = Object.entries(variables).filter(([name]) => !needed.some((one) => one.name === name))
    const said = { ...toVariableValues(needed, variables), ...Object.fromEntries(others) }
    return { ...brief, variables: Object.keys(said).length > 0 ? said : undefined }
  })
  return { ...values, briefs }
}

/** What is sent: what was left empty is left out, whole rows too. */
export function toTestSetInput({ name, content_type, briefs, job_ids }: TestSetValues): TestSetInput {
  const said = briefs.filter(({ topic, brief }) => topic.trim() !== '' || brief.trim() !== '')
  return {
    name,
    content_type,
    briefs: said.map(({ topic, keywords, brief, variables, taken_from }) => ({
      topic,
      ...(keywords.length > 0 && { keywords }),
      ...(brief.trim() !== '' && { brief }),
      ...(variables && { variables }),
      ...(taken_from && { taken_from }),
    })),
    ...(job_ids.length > 0 && { job_ids }),
  }
}
