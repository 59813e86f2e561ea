import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { authOptions } from '#auth/options.ts'
import { watchSignOut } from '#auth/watch-sign-out.ts'

interface RouteContext {
  params: Promise<{ nextauth: string[] }>
}

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  return (await NextAuth(request as never, context as never, authOptions())) as Response
}

async function handlePost(request: NextRequest, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params
  return nextauth[0] === 'signout' ? watchSignOut(() => handle(request, context)) : handle(request, context)
}

export { handle as GET, handlePost as POST }
