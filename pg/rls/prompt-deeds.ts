import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import { openingDeeds } from './prompt-opening-deeds.ts'
import type { Stage } from './stage.ts'

/** What members and admins do with the prompts of a client: versions in use, authors, and labels that are protected. */
export function promptDeeds(stage: Stage): Deed[] {
  const [agency, customer] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const member = stage.actor(customer, 'member')
  const admin = stage.actor(customer, 'admin')
  const ofTemplate = `template_id = '${customer.templateId}'`
  const versions = (condition: string) => `select count(*) from prompt_templates where ${condition}`
  const insert = (columns: string, values: string) =>
    `insert into prompt_templates (client_id, name, content_type, template${columns}) values ('${customer.id}', 'New', 'newsletter', 'New'${values})`
  const refused = (table: string) => `42501 new row violates row-level security policy for table "${table}"`
  const labels = (condition: string) => `select count(*) from prompt_labels where ${ofTemplate} and ${condition}`
  return [
    ...openingDeeds(stage),
    {
      what: 'a member adds no prompt that is in use',
      actor: member,
      does: [insert(', is_active', ', true')],
      then: versions(`name = 'New'`),
      expected: refused('prompt_templates'),
    },
    {
      what: 'an admin adds a prompt that is in use, and is its author',
      actor: admin,
      does: [insert(', is_active', ', true')],
      then: versions(`name = 'New' and is_active and created_by = '${admin}'`),
      expected: '1',
    },
    {
      what: 'nobody adds a version in another’s name',
      actor: admin,
      does: [insert(', created_by', `, '${member}'`)],
      then: versions(`name = 'New'`),
      expected: refused('prompt_templates'),
    },
    {
      what: 'nobody adds a version of their own to another tenant’s template',
      actor: admin,
      does: [insert(', template_id, version, is_active', `, '${agency.templateId}', 3, false`)],
      then: versions(`name = 'New'`),
      expected:
        '23514 the versions of a prompt template are numbered from 1, and have one client, kind, content type and name',
    },
    {
      what: 'a member moves the labels that are not protected, and no others, and signs for it',
      actor: member,
      does: [`update prompt_labels set version = 2, moved_by = '${admin}' where ${ofTemplate}`],
      then: `select string_agg(label || ' ' || version || ' ' || coalesce((moved_by = '${member}')::text, 'nobody'), ' ' order by label)
        from prompt_labels where ${ofTemplate}`,
      expected: 'guarded 1 nobody stage 2 true',
    },
    {
      what: 'who moved a label is named to whoever reads the texts, and to nobody else',
      actor: member,
      does: [
        `update prompt_labels set version = 2 where ${ofTemplate} and label = 'stage'`,
        `select set_config('app.actor', '${stage.actor(customer, 'viewer')}', true)`,
        `select set_config('stage.seen', (select count(*) from app.prompt_authors('${customer.id}') where actor = '${member}')::text, true)`,
        `select set_config('app.actor', '${stage.actor(bySlug(stage, 'ohio-paving'), 'owner')}', true)`,
        `select set_config('stage.foreign', (select count(*) from app.prompt_authors('${customer.id}'))::text, true)`,
      ],
      then: `select current_setting('stage.seen') || ' ' || current_setting('stage.foreign')`,
      expected: '1 0',
    },
    {
      what: 'a member turns no label into a protected one',
      actor: member,
      does: [
        `delete from prompt_labels where ${ofTemplate} and label = 'guarded'`,
        `update prompt_labels set label = 'guarded-too' where ${ofTemplate} and label = 'stage'`,
      ],
      before: [`insert into prompt_label_rules (client_id, label) values ('${customer.id}', 'guarded-too')`],
      then: labels('true'),
      expected: refused('prompt_labels'),
    },
    {
      what: 'a member takes away the labels that are not protected, and no others',
      actor: member,
      does: [`delete from prompt_labels where ${ofTemplate}`],
      then: `select string_agg(label, ' ') from prompt_labels where ${ofTemplate}`,
      expected: 'guarded',
    },
    {
      what: 'a member adds no label that is protected',
      before: [`delete from prompt_labels where ${ofTemplate} and label = 'guarded'`],
      actor: member,
      does: [
        `insert into prompt_labels (client_id, template_id, label, version)
         values ('${customer.id}', '${customer.templateId}', 'guarded', 1)`,
      ],
      then: labels(`label = 'guarded'`),
      expected: refused('prompt_labels'),
    },
    {
      what: 'an admin moves and takes away labels, the protected ones too',
      actor: admin,
      does: [
        `update prompt_labels set version = 2 where ${ofTemplate} and label = 'guarded'`,
        `delete from prompt_labels where ${ofTemplate} and label = 'stage'`,
        `insert into prompt_label_rules (client_id, label) values ('${customer.id}', 'kept')`,
        `insert into prompt_labels (client_id, template_id, label, version)
         values ('${customer.id}', '${customer.templateId}', 'kept', 1)`,
      ],
      then: `select string_agg(label || ' ' || version, ' ' order by label) from prompt_labels where ${ofTemplate}`,
      expected: 'guarded 2 kept 1',
    },
    {
      what: 'what protects a label at one client protects none at another',
      before: [`insert into prompt_label_rules (client_id, label) values ('${agency.id}', 'stage')`],
      actor: member,
      does: [`update prompt_labels set version = 2 where ${ofTemplate} and label = 'stage'`],
      then: labels(`label = 'stage' and version = 2`),
      expected: '1',
    },
  ]
}
