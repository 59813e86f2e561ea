import { anthropic } from './anthropic.ts'
import type { TestDialect } from './dialect.ts'
import { google } from './google.ts'
import { groq } from './groq.ts'
import { openai } from './openai.ts'

export const dialects: TestDialect[] = [openai, anthropic, google, groq]
