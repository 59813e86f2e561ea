import { LRUCache } from 'lru-cache'
import { Token } from 'liquidjs'

const lineStarts = new LRUCache<string, number[]>({ max: 20 })

function startsOf(text: string): number[] {
  let starts = lineStarts.get(text)
  if (!starts) {
    starts = [0]
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    lineStarts.set(text, starts)
  }
  return starts
}

/** Line and column, from 1, of a place in a text. */
export function positionIn(text: string, place: number): [line: number, column: number] {
  const starts = startsOf(text)
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return [low + 1, place - (starts[low] ?? 0) + 1]
}

/**
 * Has LiquidJS find the places of its tokens by looking them up. It counts lines from the beginning for each one, and so its
 * analysis costs the square of a text.
 */
export function findPositionsFast(): void {
  Token.prototype.getPosition = function (this: Token) {
    return positionIn(this.input, this.begin)
  }
}
