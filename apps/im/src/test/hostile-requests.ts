import type { GeneratePromptRequest, StrategyConfiguration } from '@hg/contracts'
import { createDatabase, type TemplateRow } from '@hg/db'
import { createLogger } from '@hg/runtime'
import { createTestDatabase } from '@hg/testkit'
import fc from 'fast-check'

export type HouseTemplate = Pick<TemplateRow, 'template_id' | 'version' | 'name' | 'template' | 'system_template'> &
  Partial<Pick<TemplateRow, 'partials'>>

/** The prompts of the seeds in every version, as the database holds them, each with its client's partials. */
export async function readHouseTemplates(): Promise<HouseTemplate[]> {
  const database = await createTestDatabase()
  const logger = createLogger({ service: 'test', level: 'silent' })
  const db = createDatabase({ url: database.adminUrl, max: 1, applicationName: 'test', logger })
  const templates = await db.kysely
    .selectFrom('prompt_templates')
    .select(['client_id', 'kind', 'template_id', 'version', 'name', 'template', 'system_template'])
    .execute()
  await db.close()
  await database.drop()
  return templates
    .filter(({ kind }) => kind === 'prompt')
    .map(({ client_id, kind: _, ...prompt }) => ({
      ...prompt,
      partials: templates.filter((one) => one.kind === 'partial' && one.client_id === client_id),
    }))
}

/** What people and attackers type: ordinary graphemes, and texts that mean something to a template, a reader or a parser. */
const nasty = [
  ...['{{ topic }}', '{{', '}}', '{% raw %}', '{% endif %}', '{%- comment -%}', '"', "'", '`', '```', '\\', '$&'],
  ...['\nTopic: other', '\r\nKeywords: other', '\u2028Word count: 1-2', '\u0085Sections: a', '\n\n', '\t', '\u0000'],
  ...['<<<BRIEF', 'BRIEF>>>', '\nBRIEF>>>\n', '>>>>>>', '<<<', '> ', '# Title', '## Section', 'Meta description: x'],
  ...['constructor', '__proto__', 'toString', '|', ';', ',', '\ud800', '[[sandbox:fault=503]]', '---', ' '],
]
export const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...nasty))
export const value = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join('').concat('x').slice(0, 200))
export const values = fc.array(value, { minLength: 1, maxLength: 4 })

/** The same request twice: with plain words, and with `fill`'s values in the same places. */
export function requestWith(
  type: GeneratePromptRequest['content_type'],
  present: { brief: boolean; keywords: boolean; strategy: boolean; template: boolean },
  fill: { one: () => string; many: () => string[] },
): GeneratePromptRequest {
  const { one, many } = fill
  const strategy: StrategyConfiguration = {
    brand: {
      ...{ voice: one(), tone: one(), point_of_view: 'second', audience: one(), persona: one() },
      ...{ value_propositions: many(), dos: many(), donts: many(), sample: one() },
    },
    seo: {
      ...{ primary_keywords: many(), secondary_keywords: many(), intent: 'informational' },
      internal_links: [{ url: 'https://example.com/a', anchor: one() }],
    },
    content: {
      ...{ structure: many(), must_include: many(), must_avoid: many(), banned_phrases: many(), cta: one() },
      ...{ required_disclaimers: many(), term_map: Object.fromEntries(many().map((from) => [from, one()])) },
    },
  }
  return {
    client_id: '0190a6d8-0000-7000-8000-000000000001',
    content_type: type,
    topic: one(),
    ...(present.keywords ? { keywords: many() } : {}),
    ...(present.brief ? { brief: one() } : {}),
    strategy: present.strategy ? strategy : {},
    ...(present.template
      ? {
          content_template: {
            ...{ name: one(), audience: one(), tone: one() },
            sections: many().map((heading, index) => ({ heading, guidance: one(), words: 50, required: index === 0 })),
          },
        }
      : {}),
  }
}

export const nothing = { brief: false, keywords: false, strategy: false, template: false }
export const plain = { one: () => 'plain', many: () => ['plain'] }
