/** The settings of the baseline's processes, as the bench hands them over. */
export interface BaselineEnv {
  port: number
  databaseUrl: string
  redisUrl: string
  promptUrl: string
  openaiBaseUrl: string
  concurrency: number
}

/** Reads the environment of a baseline process. */
export function readBaselineEnv(): BaselineEnv {
  const { PORT, DATABASE_URL = '', REDIS_URL = '', PROMPT_URL = '', OPENAI_BASE_URL = '', CONCURRENCY } = process.env
  return {
    port: Number(PORT),
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    promptUrl: PROMPT_URL,
    openaiBaseUrl: OPENAI_BASE_URL,
    concurrency: Number(CONCURRENCY),
  }
}
