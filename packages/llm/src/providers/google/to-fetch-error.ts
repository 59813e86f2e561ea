import { GoogleGenerativeAIFetchError } from '@google/generative-ai'

/** The `error` of a body of Gemini's. */
export interface GoogleErrorBody {
  code?: number
  message?: string
  status?: string
  details?: object[]
}

/** An error body as the SDK throws it where it reads one itself. */
export function toFetchError({ code, message, status, details }: GoogleErrorBody): GoogleGenerativeAIFetchError {
  const errorDetails = details as GoogleGenerativeAIFetchError['errorDetails']
  return new GoogleGenerativeAIFetchError(message ?? 'The call was stopped', code, status, errorDetails)
}
