import type { PromptTemplate } from '@hg/contracts'
import { StateMark } from '#components/ui/state-mark.tsx'

/** Which version of a template is in use. */
export function PromptState({ template }: { template: Pick<PromptTemplate, 'version'> }) {
  return template.version === null ? (
    <StateMark shape="ring">Draft</StateMark>
  ) : (
    <StateMark shape="dot" tone="positive">
      Version {template.version}
    </StateMark>
  )
}
