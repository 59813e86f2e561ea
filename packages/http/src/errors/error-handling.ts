import { AppError } from '@hg/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requestIdHeader } from '../request-id.ts'
import type { Service } from '../service-type.ts'
import { problemContentType, toProblem } from './problem.ts'
import { trackMethods } from './track-methods.ts'
import { toAppError } from './to-app-error.ts'

function sendProblem(reply: FastifyReply, error: AppError): FastifyReply {
  return reply
    .header(requestIdHeader, reply.request.id)
    .code(error.status)
    .headers(error.headers)
    .header('content-type', problemContentType)
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(toProblem(error, reply.request.id))
}

/** Logs what is our fault, and answers with the problem. */
export function handleError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toAppError(thrown)
  if (error.code === 'internal') request.log.error({ err: thrown }, 'request failed')
  else if (error.status >= 500) request.log.warn({ err: thrown, code: error.code }, 'request could not be served')
  return sendProblem(reply, error)
}

/** Every error of a service as a problem: thrown ones, unknown paths (404), and known paths with another method (405). */
export function installErrorHandling(app: Service): void {
  const methodsAt = trackMethods(app)
  app.setErrorHandler(handleError)
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url)
    if (allowed.length === 0) return sendProblem(reply, new AppError('not_found', 'Nothing is here.'))
    const allow = allowed.join(', ')
    return sendProblem(reply, new AppError('method_not_allowed', `This path takes ${allow}.`, { headers: { allow } }))
  })
}
