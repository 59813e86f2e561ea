import type { Remains } from '../../errors.ts'
import type { Usage } from '../../types.ts'

/** How a stream ended: at its end, at the token limit, refused, or for a reason that leaves no usable text. */
export type Ending = 'stop' | 'length' | 'refused' | 'unexpected'

/** What one chunk adds, in our terms; absent where it says nothing. */
export interface ChunkNews {
  text?: string | null
  ending?: Ending | null
  usage?: Usage | null
  modelUsed?: string | null
  responseId?: string | null
}

/** What a stream has told so far. */
export interface StreamState {
  chunks: number
  text: string
  ending: Ending | null
  usage: Usage | null
  modelUsed: string | null
  responseId: string | null
}

export const freshStream: StreamState = {
  chunks: 0,
  text: '',
  ending: null,
  usage: null,
  modelUsed: null,
  responseId: null,
}

/** The state after one more chunk. A refusal stays one whatever follows. */
export function addChunk(state: StreamState, news: ChunkNews): StreamState {
  return {
    chunks: state.chunks + 1,
    text: state.text + (news.text ?? ''),
    ending: state.ending === 'refused' ? 'refused' : (news.ending ?? state.ending),
    usage: saysSomething(news.usage) ? news.usage : state.usage,
    modelUsed: news.modelUsed ?? state.modelUsed,
    responseId: news.responseId ?? state.responseId,
  }
}

/** What to charge for when the stream comes to nothing. */
export function remainsOf(state: StreamState, reachedProvider: boolean): Remains {
  return {
    partialText: state.text,
    usage: state.usage,
    usageIsFinal: state.ending !== null && state.usage !== null,
    reachedProvider,
  }
}

// Some servers of a dialect fill the field in with zeros: that is no answer to what was used.
function saysSomething(usage: Usage | null | undefined): usage is Usage {
  return usage != null && usage.inputTokens + usage.outputTokens > 0
}
