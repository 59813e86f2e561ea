import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

/** Who reads a template that those below may read, and who opens one. */
export function openingDeeds(stage: Stage): Deed[] {
  const [agency, customer] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const [sibling, stranger] = [bySlug(stage, 'local-business-group'), bySlug(stage, 'ohio-paving')]
  const ofTemplate = `template_id = '${agency.templateId}'`
  const open = `update prompt_templates set open_below = true where ${ofTemplate}`
  const seen = {
    versions: `(select count(*) from prompt_templates where ${ofTemplate})`,
    labels: `(select count(*) from prompt_labels where ${ofTemplate})`,
    owner: `(select count(*) from app.open_prompt_owner('${agency.templateId}') where client_name <> '')`,
    rules: `(select count(*) from prompt_label_rules where client_id = '${agency.id}')`,
    others: `(select count(*) from prompt_templates where client_id = '${agency.id}' and template_id <> '${agency.templateId}')`,
  }
  const look = `select set_config('stage.seen', concat_ws(' ', ${Object.values(seen).join(', ')}), true)`
  const told = `select current_setting('stage.seen')`
  const reads = (what: string, actor: string, expected: string, before = [open]): Deed => {
    return { what, before, actor, does: [look], then: told, expected }
  }
  const below = '2 2 1 0 0'
  const nothing = '0 0 0 0 0'
  const insert = (client: string, columns: string, values: string) =>
    `insert into prompt_templates (client_id, name, content_type, template, is_active${columns})
     values ('${client}', 'Stage', 'faq', 'Mine', false${values})`
  return [
    ...(['viewer', 'member', 'key_read', 'client'] as const).map((role) =>
      reads(
        `a ${role} below reads an open template whole, and nothing else of its client`,
        stage.actor(customer, role),
        below,
      ),
    ),
    reads('an open template is read at every client below', stage.actor(sibling, 'viewer'), below),
    reads('an open template is nobody’s elsewhere', stage.actor(stranger, 'owner'), nothing),
    reads(
      'an open template is nobody’s beside its client',
      stage.actor(bySlug(stage, 'pasco-scientific'), 'owner'),
      nothing,
    ),
    reads(
      'what is open below a client is not open above what is seen there',
      stage.actor(stranger, 'viewer'),
      nothing,
      [
        `update prompt_templates set open_below = true where template_id in ('${agency.templateId}', '${customer.templateId}')`,
      ],
    ),
    reads('a template that is not open is nobody’s below', stage.actor(customer, 'owner'), nothing, []),
    reads('a template that is open no more is nobody’s below', stage.actor(customer, 'owner'), nothing, [
      open,
      `update prompt_templates set open_below = false where ${ofTemplate}`,
    ]),
    {
      what: 'nobody below changes what they may read, nor moves its labels',
      before: [open],
      actor: stage.actor(customer, 'owner'),
      does: [
        `update prompt_templates set is_active = true where ${ofTemplate} and version = 2`,
        `update prompt_templates set open_below = false where ${ofTemplate}`,
        `update prompt_labels set version = 2 where ${ofTemplate}`,
        `delete from prompt_labels where ${ofTemplate}`,
      ],
      then: `select (select string_agg(version || ' ' || is_active || ' ' || open_below, ' ' order by version)
          from prompt_templates where ${ofTemplate})
        || ' ' || (select string_agg(label || ' ' || version, ' ' order by label) from prompt_labels where ${ofTemplate})`,
      expected: '1 true true 2 false true guarded 1 stage 1',
    },
    {
      what: 'nobody below adds a version to what they may read',
      before: [open],
      actor: stage.actor(customer, 'owner'),
      does: [insert(agency.id, ', template_id, version', `, '${agency.templateId}', 3`)],
      then: 'select 1',
      expected: '42501 new row violates row-level security policy for table "prompt_templates"',
    },
    {
      what: 'a member opens nothing, and adds to an open template versions that are as open',
      before: [open],
      actor: stage.actor(agency, 'member'),
      does: [
        insert(agency.id, ', open_below', ', true'),
        insert(agency.id, ', template_id, version', `, '${agency.templateId}', 3`),
        `update prompt_templates set open_below = true where client_id = '${agency.id}' and template = 'Mine'`,
      ],
      then: `select string_agg(version || ' ' || open_below, ' ' order by version) from prompt_templates where template = 'Mine'`,
      expected: '1 false 3 true',
    },
    {
      what: 'an admin opens a template as a whole, and closes it',
      actor: stage.actor(agency, 'admin'),
      does: [open],
      then: `select string_agg(version || ' ' || open_below, ' ' order by version) from prompt_templates where ${ofTemplate}`,
      expected: '1 true 2 true',
    },
    {
      what: 'a version alone is not opened',
      actor: stage.actor(agency, 'admin'),
      does: [`${open} and version = 1`],
      then: 'select 1',
      expected:
        '23514 the versions of a prompt template are numbered from 1, and have one client, kind, content type and name',
    },
  ]
}
