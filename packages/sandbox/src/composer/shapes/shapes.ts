import type { ContentType } from '@hg/contracts'
import type { Draft } from '../write/draft.ts'
import { writeArticle } from '../write/write-article.ts'
import type { Writer } from '../write/writer.ts'
import { writeAds } from './ad-copy.ts'
import { writeMetaTags } from './meta-tags.ts'
import { writeSocialPost } from './social-post.ts'
import { writeVideoScript } from './video-script.ts'

export type Shape = (writer: Writer) => Draft

/** Content types that are not written as a text with sections; a brief that names its sections gets them all the same. */
export const shapes: Partial<Record<ContentType, Shape>> = {
  social_post: unlessSectioned(writeSocialPost),
  ad_copy: unlessSectioned(writeAds),
  meta_tags: unlessSectioned(writeMetaTags),
  video_script: writeVideoScript,
}

function unlessSectioned(shape: Shape): Shape {
  return (writer) => (writer.brief.sections.length > 0 ? writeArticle(writer) : shape(writer))
}
