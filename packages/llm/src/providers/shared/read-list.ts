import { objectAt } from './read-fields.ts'

/** The `data` of a list, as it came: the SDKs take a page of HTML for an empty list. Rejects for what is no JSON. */
export async function readList(response: Response): Promise<unknown> {
  return objectAt(await response.json()).data
}
