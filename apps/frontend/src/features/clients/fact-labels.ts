import type { ClientFacts, SocialNetwork } from '@hg/contracts'

/** Names of a client's facts as people read them. */
export const factLabels: Record<keyof ClientFacts, string> = {
  industry: 'Industry',
  legal_name: 'Legal name',
  description: 'Description',
  audience: 'Whom it serves',
  offers: 'Offers',
  service_area: 'Service area',
  headquarters: 'Headquarters',
  founded: 'Founded',
  website: 'Website',
  locale: 'Language',
  timezone: 'Time zone',
  hours: 'Hours',
  phones: 'Telephone',
  emails: 'E-mail',
  addresses: 'Addresses',
  social: 'Social networks',
  credentials: 'Licences and memberships',
  notes: 'Notes',
  custom: 'Other facts',
}

export const networkLabels: Record<SocialNetwork, string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  x: 'X',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  pinterest: 'Pinterest',
}

/** The name of what a dotted path stands for: `social.x` is `Social networks: X`. */
export function factLabel(path: string): string {
  if (path === 'name') return 'Name'
  if (path === 'slug') return 'Short name'
  const [first = '', ...rest] = path.split('.')
  const name = factLabels[first as keyof ClientFacts] as string | undefined
  const detail = networkLabels[rest[0] as SocialNetwork] as string | undefined
  return [name ?? first, detail ?? rest.join(' ')].filter(Boolean).join(': ')
}
