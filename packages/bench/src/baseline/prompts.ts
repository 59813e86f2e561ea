import Fastify from 'fastify'
import { readBaselineEnv } from './env.ts'

// Gives every job the same prompt.
const prompt = {
  system: 'You write for an agency. Answer in Markdown: the title as a heading, the text, a meta description.',
  user: 'Write an article about the topic, with its keywords, for the audience that the strategy names.',
}
const app = Fastify()

app.get('/health', () => ({ status: 'healthy' }))

app.post('/generate-prompt', () => ({ prompt }))

await app.listen({ host: '127.0.0.1', port: readBaselineEnv().port })
