import type { Client, PromptText } from '@hg/contracts'

/** What a new template begins with. */
export interface PromptSource {
  id: string
  name: string
  clientId: string
  contentType: string
  text: PromptText
}

/** What comes along with a copy of another client's. */
export function partialWords(
  { clientId, text }: PromptSource,
  client: Pick<Client, 'id' | 'name'>,
): string | undefined {
  if (clientId === client.id || !/\{%-?\s*render\b/.test(text.system_template + text.template)) return undefined
  return `The partials that it renders come along, and into use, where ${client.name} has none by their names.`
}
