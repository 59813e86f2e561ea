import type { TestIm } from './im.ts'

/** The ids of the root, an agency, two customers of it, and a client of somebody else. */
export async function stageClients(im: TestIm) {
  return {
    root: await im.idOf('hg-content'),
    agency: await im.idOf('heaviside-digital'),
    customer: await im.idOf('cincinnati-electrician'),
    sibling: await im.idOf('local-business-group'),
    other: await im.idOf('ohio-paving'),
  }
}
