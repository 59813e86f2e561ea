import { health } from '#server/health.ts'

export async function GET(): Promise<Response> {
  const answer = await health(Date.now())
  return Response.json(answer, {
    status: answer.status === 'unhealthy' ? 503 : 200,
    headers: { 'cache-control': 'no-store' },
  })
}
