import { z } from 'zod'

/** Slugs that are pages of the web app. */
const reserved = ['new']

export const maxSlugLength = 80

/** How a client is named in addresses. */
export const clientSlug = z
  .string()
  .max(maxSlugLength)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, with single hyphens between')
  .refine((slug) => !reserved.includes(slug), { error: 'is a page of its own' })

/** A slug for a name: `Café Nord & Co.` is `cafe-nord-co`. `client` for a name without Latin letters or digits. */
export function suggestSlug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('&', ' and ')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxSlugLength)
    .replace(/^-+|-+$/g, '')
  return plain === '' || reserved.includes(plain) ? `client${plain && `-${plain}`}` : plain
}
