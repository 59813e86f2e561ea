import { prompt, type Prompt } from '@hg/contracts'
import { expect } from 'vitest'
import { type ImAnswer, startIm, type TestIm } from './im.ts'
import { stageClients } from './stage-clients.ts'

export interface TemplateStage extends TestIm {
  id: Record<'root' | 'agency' | 'customer' | 'sibling' | 'other', string>
  who: Record<
    'member' | 'admin' | 'viewer' | 'agencyAdmin' | 'agencyMember' | 'rootAdmin' | 'otherAdmin' | 'stranger',
    string
  >
  /** Asks for a template of the customer, or of the named client: a draft of a name of its own, with these changes. */
  create: (actor: string, changes?: object, clientId?: string) => Promise<ImAnswer>
  /** The same, which has to succeed. */
  created: (actor: string, changes?: object, clientId?: string) => Promise<Prompt>
  save: (actor: string, templateId: string, baseVersion: number, template: string, more?: object) => Promise<ImAnswer>
  activate: (
    actor: string,
    templateId: string,
    version: number,
    base: number | null,
    more?: object,
  ) => Promise<ImAnswer>
}

/** The service with people of an agency, of its customer and of others. */
export async function startTemplateStage(): Promise<TemplateStage> {
  const im = await startIm()
  const id = await stageClients(im)
  const user = async (email: string) => `user:${await im.userId(email)}`
  const who = {
    member: await user('member@cincinnati-electrician.example'),
    admin: await user('admin@cincinnati-electrician.example'),
    viewer: await user('viewer@cincinnati-electrician.example'),
    agencyAdmin: await user('admin@heaviside.example'),
    agencyMember: await user('member@heaviside.example'),
    rootAdmin: await user('admin@hgcontent.example'),
    otherAdmin: await user('admin@paving-marketers.example'),
    stranger: await user('admin@pasco.example'),
  }
  let made = 0
  const create: TemplateStage['create'] = (actor, changes = {}, clientId = id.customer) =>
    im.call('POST', `/clients/${clientId}/prompts`, actor, {
      name: `Template ${++made}`,
      content_type: 'press_release',
      template: 'Write about {{ topic }}.',
      ...changes,
    })
  return {
    ...im,
    ...{ id, who, create },
    created: async (...given) => {
      const { status, body } = await create(...given)
      expect([status, body]).toEqual([201, expect.anything()])
      return prompt.parse(body)
    },
    save: (actor, templateId, base_version, template, more = {}) =>
      im.call('POST', `/templates/${templateId}/versions`, actor, { base_version, template, ...more }),
    activate: (actor, templateId, version, base, more = {}) =>
      im.call('POST', `/templates/${templateId}/activate`, actor, { version, base, ...more }),
  }
}

/** The status and the code of a refusal. */
export const refusal = ({ status, code }: ImAnswer) => [status, code]

/** What a refusal says of each field. */
export const errorsOf = ({ body }: ImAnswer) =>
  body.errors as { path: string; message: string; line?: number; column?: number }[]
