import { clientCreate, clientDetails, clientTree, clientTreeQuery, clientUpdate, text, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { setArchived } from '../clients/archive.ts'
import { createClient } from '../clients/create.ts'
import { readClient } from '../clients/get.ts'
import { listVisibleClients } from '../clients/list.ts'
import { changeClient } from '../clients/update.ts'
import type { SmmDeps } from '../deps.ts'

const tags = ['clients']
const params = z.strictObject({ id: uuid })

/** `GET|POST /clients`, `GET|PATCH /clients/:id`, `POST /clients/:id/{archive,restore}`, `GET /clients/by-slug/:slug`. */
export function clientRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients',
    {
      schema: {
        operationId: 'listClients',
        tags,
        summary: 'Every client that the caller may see, as a tree read from the top',
        description: 'Archived clients, and those under an archived one, come with `include=archived` only.',
        querystring: clientTreeQuery,
        response: { 200: clientTree },
      },
    },
    (request) => listVisibleClients(deps, request.context, request.query),
  )

  app.post(
    '/clients',
    {
      config: { errors: ['not_found', 'unprocessable', 'client_archived', 'conflict'] },
      schema: {
        operationId: 'createClient',
        tags,
        summary: 'Add a client under the root or an agency',
        description:
          'Takes the role of an admin on the client above. The place decides the type, but under the root, where it ' +
          'is `direct` or `agency`. Without `slug`, one is made of the name.',
        body: clientCreate,
        response: { 201: clientDetails },
      },
    },
    async (request, reply) => {
      const created = await createClient(deps, request.context, request.body)
      return reply.code(201).header('location', `/clients/${created.id}`).send(created)
    },
  )

  app.get(
    '/clients/by-slug/:slug',
    {
      schema: {
        operationId: 'getClientBySlug',
        tags,
        summary: 'A client by a slug that it has or had',
        params: z.strictObject({ slug: text().max(255) }),
        response: { 200: clientDetails },
      },
    },
    (request) => readClient(deps, request.context, request.params),
  )

  app.get(
    '/clients/:id',
    {
      schema: {
        operationId: 'getClient',
        tags,
        summary: 'A client with its facts',
        params,
        response: { 200: clientDetails },
      },
    },
    (request) => readClient(deps, request.context, request.params),
  )

  app.patch(
    '/clients/:id',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'updateClient',
        tags,
        summary: 'Change a client’s name, slug or facts',
        description:
          'What is given is changed; `facts` are replaced whole. A former slug goes on leading to the client. When the ' +
          'client is at another version than `base_version`, the answer is 409 with both texts.',
        params,
        body: clientUpdate,
        response: { 200: clientDetails },
      },
    },
    (request) => changeClient(deps, request.context, request.params.id, request.body),
  )

  for (const [verb, archive] of [
    ['archive', true],
    ['restore', false],
  ] as const) {
    app.post(
      `/clients/:id/${verb}`,
      {
        config: { errors: ['unprocessable'] },
        schema: {
          operationId: `${verb}Client`,
          tags,
          summary: archive ? 'Archive a client: it takes no new content' : 'Take a client out of the archive',
          description: archive
            ? 'Takes the role of an admin on the client above. What was accepted is still written, and everything stays ' +
              'readable. Clients below an archived agency take nothing new either.'
            : 'Takes the role of an admin on the client above.',
          params,
          response: { 200: clientDetails },
        },
      },
      (request) => setArchived(deps, request.context, request.params.id, archive),
    )
  }
}
