/** What a template can name, as editors offer it. `list`: an entry at a time, or joined. */
export interface OfferedPath {
  path: string
  label: string
  list?: true
}

/** Held against what templates really see by a test of the service that renders them. */
export const offeredPaths: readonly { label: string; paths: readonly OfferedPath[] }[] = [
  {
    label: 'The piece',
    paths: [
      { path: 'topic', label: 'Topic' },
      { path: 'content_type', label: 'Content type' },
      { path: 'keywords', label: 'Keywords', list: true },
      { path: 'brief', label: 'Brief' },
      { path: 'today', label: 'Day, in figures' },
      { path: 'date.long', label: 'Day, in words' },
      { path: 'date.month', label: 'Month' },
      { path: 'date.year', label: 'Year' },
    ],
  },
  {
    label: 'The client',
    paths: [
      { path: 'client.name', label: 'Name' },
      { path: 'client.facts.industry', label: 'Industry' },
      { path: 'client.facts.legal_name', label: 'Legal name' },
      { path: 'client.facts.description', label: 'Description' },
      { path: 'client.facts.audience', label: 'Whom it is for' },
      { path: 'client.facts.offers', label: 'Offers', list: true },
      { path: 'client.facts.service_area', label: 'Service area', list: true },
      { path: 'client.facts.headquarters', label: 'Headquarters' },
      { path: 'client.facts.founded', label: 'Founded' },
      { path: 'client.facts.website', label: 'Website' },
      { path: 'client.facts.phones', label: 'Telephone', list: true },
      { path: 'client.facts.emails', label: 'E-mail', list: true },
      { path: 'client.facts.addresses', label: 'Addresses', list: true },
      { path: 'client.facts.hours', label: 'Opening hours' },
      { path: 'client.facts.credentials', label: 'Credentials', list: true },
      { path: 'client.facts.notes', label: 'Notes' },
    ],
  },
  {
    label: 'The content template',
    paths: [
      { path: 'content_template.name', label: 'Name' },
      { path: 'content_template.audience', label: 'Audience' },
      { path: 'content_template.tone', label: 'Tone' },
    ],
  },
  {
    label: 'The brand',
    paths: [
      { path: 'brand.voice', label: 'Voice' },
      { path: 'brand.tone', label: 'Tone' },
      { path: 'brand.point_of_view', label: 'Point of view' },
      { path: 'brand.audience', label: 'Audience' },
      { path: 'brand.persona', label: 'Typical reader' },
      { path: 'brand.value_propositions', label: 'What it stands for', list: true },
      { path: 'brand.dos', label: 'Always', list: true },
      { path: 'brand.donts', label: 'Never', list: true },
      { path: 'brand.sample', label: 'Writing sample' },
    ],
  },
  {
    label: 'Search',
    paths: [
      { path: 'seo.primary_keywords', label: 'Primary keywords', list: true },
      { path: 'seo.secondary_keywords', label: 'Related terms', list: true },
      { path: 'seo.title_length.min', label: 'Title, at least' },
      { path: 'seo.title_length.max', label: 'Title, at most' },
      { path: 'seo.meta_length.min', label: 'Meta, at least' },
      { path: 'seo.meta_length.max', label: 'Meta, at most' },
      { path: 'seo.headings.min_h2', label: 'Sections at least' },
      { path: 'seo.intent', label: 'Search intent' },
    ],
  },
  {
    label: 'The text',
    paths: [
      { path: 'content.word_count.min', label: 'Words at least' },
      { path: 'content.word_count.max', label: 'Words at most' },
      { path: 'content.language', label: 'Language' },
      { path: 'content.structure', label: 'Sections', list: true },
      { path: 'content.must_include', label: 'Must include', list: true },
      { path: 'content.never_use', label: 'Never use', list: true },
      { path: 'content.required_disclaimers', label: 'Disclaimers', list: true },
      { path: 'content.cta', label: 'Call to action' },
    ],
  },
]
