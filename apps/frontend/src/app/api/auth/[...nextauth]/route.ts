import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { authOptions } from '#auth/options.ts'

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return (await NextAuth(request as never, context as never, authOptions())) as Response
}

export { handle as GET, handle as POST }
