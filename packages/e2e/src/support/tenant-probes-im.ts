import { ofThing, type Probes } from './tenant-ids.ts'

const newPrompt = { name: 'Mine', content_type: 'lesson_plan', template: 'Mine' }
const newPreview = {
  text: { template: '{{ topic }}' },
  against: { kind: 'sample', content_type: 'lesson_plan' },
} as const
const newTestSet = { name: 'Mine', content_type: 'lesson_plan', briefs: [{ topic: 'Whose is it' }] } as const
const newExperiment = { name: 'Mine', variants: [{ version: 1 }, { version: 2 }] }
const prompt = { content_type: 'lesson_plan', topic: 'Whose is it', strategy: {} } as const

/** Operations of the instructions module. */
export const imProbes: Probes = {
  generatePrompt: (foreign, own) => [
    { body: { ...prompt, client_id: foreign.client } },
    { body: { ...prompt, client_id: own.client, template_id: foreign.template } },
    { body: { ...prompt, client_id: own.client, job_id: foreign.job } },
    { body: { ...prompt, client_id: own.client, template_id: foreign.template, template_version: 1 } },
  ],
  makeSuggestionPrompt: (foreign) => [{ body: { template_id: foreign.template, template_version: 1 } }],
  readSuggestionAnswer: (foreign) => [
    { body: { template_id: foreign.template, template_version: 1, answer: 'Whose' } },
  ],
  validatePrompt: (foreign) => [{ body: { client_id: foreign.client, content_type: 'faq', template: 'Whose' } }],
  listPrompts: (foreign) => [{ params: { id: foreign.client } }],
  createPrompt: (foreign, own) => [
    { params: { id: foreign.client }, body: newPrompt },
    { params: { id: own.client }, body: { ...newPrompt, is_active: true, replaces: foreign.template } },
  ],
  getPrompt: (foreign) => [{ params: { id: foreign.template } }],
  getPromptReach: (foreign) => [{ params: { id: foreign.template } }],
  getPromptNeeds: (foreign, own) => [
    { params: { id: foreign.client }, query: { content_type: 'faq' } },
    { params: { id: own.client }, query: { content_type: 'faq', template_id: foreign.template } },
  ],
  changePrompt: (foreign) => [
    { params: { id: foreign.template }, body: { name: 'Mine' } },
    { params: { id: foreign.template }, body: { open_below: true } },
  ],
  copyPrompt: (foreign, own) => [
    { params: { id: foreign.template }, body: { client_id: own.client } },
    { params: { id: own.template }, body: { client_id: foreign.client } },
  ],
  activatePrompt: (foreign) => [{ params: { id: foreign.template }, body: { version: 1, base: 1 } }],
  deactivatePrompt: (foreign) => [{ params: { id: foreign.template }, body: { base: 1 } }],
  listPromptMoves: (foreign) => [{ params: { id: foreign.template } }],
  listPromptVersions: (foreign) => [{ params: { id: foreign.template } }],
  savePromptVersion: (foreign) => [{ params: { id: foreign.template }, body: { base_version: 1, template: 'Mine' } }],
  getPromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' } }],
  putPromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' }, body: { template: 'Mine' } }],
  patchPromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' }, body: { template: 'Mine' } }],
  deletePromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' } }],
  comparePromptVersions: (foreign) => [{ params: { id: foreign.template } }],
  rollBackPrompt: (foreign) => [{ params: { id: foreign.template }, body: { version: 1, base_version: 1 } }],
  movePromptLabel: (foreign) => [
    { params: { id: foreign.template, label: 'staging' }, body: { version: 1, base: null } },
  ],
  removePromptLabel: (foreign) => [{ params: { id: foreign.template, label: 'staging' }, query: { base: '1' } }],
  listPromptLabels: (foreign) => [{ params: { id: foreign.client } }],
  changePromptLabelRule: (foreign) => [{ params: { id: foreign.client, label: 'staging' }, body: { protected: true } }],
  previewPrompt: (foreign, own) => [
    { body: { ...newPreview, client_id: foreign.client } },
    { body: { ...newPreview, client_id: own.client, for_client_id: foreign.client } },
    { body: { ...newPreview, client_id: own.client, text: undefined, template_id: foreign.template, version: 1 } },
    { body: { ...newPreview, client_id: own.client, against: { kind: 'job', job_id: foreign.job } } },
  ],
  analysePrompts: (foreign, own) => [
    { query: { client_id: foreign.client } },
    { query: { client_id: own.client, template_id: foreign.template } },
  ],
  listTestSets: (foreign) => [{ params: { id: foreign.client } }],
  createTestSet: (foreign, own) => [
    { params: { id: foreign.client }, body: newTestSet },
    { params: { id: own.client }, body: { ...newTestSet, job_ids: [foreign.job] } },
  ],
  ...ofThing(['getTestSet', 'removeTestSet']),
  updateTestSet: (foreign) => [{ params: { id: foreign.job }, body: { ...newTestSet, base_version: 1 } }],
  listExperiments: (foreign) => [{ params: { id: foreign.client } }],
  createExperiment: (foreign, own) => [
    { params: { id: foreign.client }, body: { ...newExperiment, template_id: own.template } },
    { params: { id: own.client }, body: { ...newExperiment, template_id: foreign.template } },
  ],
  planExperiment: (foreign, own) => [
    { params: { id: foreign.client }, body: { template_id: own.template, weights: [1, 1] } },
    { params: { id: own.client }, body: { template_id: foreign.template, weights: [1, 1] } },
  ],
  ...ofThing(['getExperiment', 'getExperimentResults', 'deleteExperiment', 'stopExperiment']),
  changeExperiment: (foreign) => [
    { params: { id: foreign.job }, body: { ...newExperiment, template_id: foreign.template, base_revision: 1 } },
  ],
  startExperiment: (foreign) => [{ params: { id: foreign.job }, body: { base_revision: 1 } }],
  promoteExperiment: (foreign) => [{ params: { id: foreign.job }, body: { variant: 'a', based_on: 1 } }],
}
