import type { PromptText } from '@hg/contracts'

/** What a new template begins with. */
export interface PromptSource {
  id: string
  name: string
  clientId: string
  contentType: string
  text: PromptText
}
