import { type AcceptedRequest, type PromptVariableFault, readPromptVariables, toVariableErrors } from '@hg/contracts'
import { promptNeeds, type PromptNeedsRow, withoutTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'

/** What of a request says which version serves it. */
export type PromptChoice = Pick<AcceptedRequest, 'client_id' | 'content_type' | 'template_id' | 'template_version'>

/** The version that would serve a request if its prompt were made now, and what it takes; null where none does. */
export type ServingPrompt = PromptNeedsRow | null

/** Finds the version that would serve a request, with the actor's role on its client (null: not theirs to see). One round trip. */
export function findServingPrompt(deps: Pick<CpmDeps, 'db'>, ctx: Context, request: PromptChoice) {
  return withoutTenant(deps.db, (tx) => promptNeeds(tx, ctx.actor, toAsked(request)))
}

/** A request as the database is asked for what serves it. */
export function toAsked({ client_id, content_type, template_id, template_version }: PromptChoice) {
  return { clientId: client_id, contentType: content_type, templateId: template_id, version: template_version }
}

/**
 * A template or version that the request names must serve its client, and its variables must be what the version takes that would
 * serve it now, or the job could only fail. Where nothing is named and nothing serves, something may by the time it is written.
 *
 * @throws {AppError} invalid_request, template_missing, variables_invalid
 */
export function requireServed(request: PromptChoice & Pick<AcceptedRequest, 'variables'>, serves: ServingPrompt): void {
  const { template_id, template_version, variables } = request
  if (template_version !== undefined && template_id === undefined) {
    const fields = [{ path: 'template_version', message: 'needs the template_id that it is of' }]
    throw new AppError('invalid_request', undefined, { fields })
  }
  if (serves) {
    const { faults } = readPromptVariables(serves.variables, variables)
    if (faults.length === 0) return
    throw new AppError('variables_invalid', describeFaults(serves, faults), { fields: toVariableErrors(faults) })
  }
  if (template_version !== undefined)
    throw missing(
      'template_version',
      'must be a version, which you may read, of a template of this client or of one above it',
    )
  if (template_id !== undefined)
    throw missing('template_id', 'must name an active template of this client or of one above it')
}

/** As many as the message names; the fields name them all. */
const mostNamed = 3

function describeFaults({ name, version }: PromptNeedsRow, faults: PromptVariableFault[]): string {
  const told = faults.slice(0, mostNamed).map((fault) => `the variable "${fault.name}" ${fault.message}`)
  const more = faults.length > mostNamed ? `; and ${faults.length - mostNamed} more` : ''
  return `The template "${name}" (version ${version}) does not take this: ${told.join('; ')}${more}.`
}

function missing(path: string, message: string): AppError {
  return new AppError('template_missing', undefined, { fields: [{ path, message }] })
}
