import { fieldOf, separateFreeText } from './fields.ts'

const longestTopic = 300

/** The topic that a prompt's `Topic:` line names (or `Title:`, `Subject:`), or undefined. */
export function topicOf(prompt: string): string | undefined {
  const { fields } = separateFreeText(prompt)
  return fieldOf(fields, 'topic|the topic|subject|title|working title')?.slice(0, longestTopic)
}

/** A topic read out of a plain sentence such as "Write a blog post about solar panels for farms." */
export function topicInSentence(text: string): string {
  const about =
    /\b(?:about|on the topic of|on the subject of|regarding|covering|titled|entitled)\s+["“]?([^\n."”]{3,200})/i.exec(
      text,
    )
  const lines = text.split('\n').filter((line) => /\p{L}/u.test(line) && !/^[\w -]{1,30}:/.test(line))
  const [firstLine = ''] = lines.filter((line) => !/^write this piece\b/i.test(line))
  const found = about?.[1] ?? firstLine.replace(/^[#>*\-\s]+/, '').split(/(?<=[.!?])\s/)[0] ?? ''
  return found.replace(/[.\s]+$/, '').slice(0, longestTopic) || 'this topic'
}
