import { theDoor } from '#server/door.ts'
import { forward } from '#server/forward.ts'

async function handle(
  request: Request,
  context: { params: Promise<{ service: string; path: string[] }> },
): Promise<Response> {
  return forward(request, await context.params, theDoor())
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
