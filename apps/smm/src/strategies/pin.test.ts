import type { ContentTypeOrAny } from '@hg/contracts'
import type { StrategyLayerRow } from '@hg/db'
import { describe, expect, it } from 'vitest'
import { pinLayer } from './pin.ts'

const depths: Record<string, number> = { root: 2, agency: 1, customer: 0 }

/** `agency any` is the active layer of the agency for any content; `agency article draft` a named one. */
function row(text: string): StrategyLayerRow {
  const [client = '', content_type, variant = 'active'] = text.split(' ')
  return {
    strategy_id: `${text} ${variant}`,
    version: 1,
    name: text,
    content_type: content_type as ContentTypeOrAny,
    client_id: client,
    client_name: client,
    depth: depths[client] ?? 0,
    configuration: {},
    merge_modes: {},
  }
}

describe('a named strategy', () => {
  it.each([
    [
      'replaces the active one of its client and content type',
      'root any, agency any, agency article, customer any',
      'agency article draft',
      'root any, agency any, agency article draft, customer any',
    ],
    [
      'replaces the active one for any content',
      'root any, agency any, agency article',
      'agency any draft',
      'root any, agency any draft, agency article',
    ],
    [
      'stands after its client’s layer for any content',
      'root any, agency any, customer any',
      'agency article draft',
      'root any, agency any, agency article draft, customer any',
    ],
    [
      'stands before its client’s layer for the content type',
      'root any, agency article',
      'agency any draft',
      'root any, agency any draft, agency article',
    ],
    [
      'stands last for the lowest client',
      'root any, agency any',
      'customer article draft',
      'root any, agency any, customer article draft',
    ],
    [
      'stands first for the highest',
      'agency any, customer any',
      'root any draft',
      'root any draft, agency any, customer any',
    ],
    ['stands alone where there is nothing', '', 'customer any draft', 'customer any draft'],
  ])('%s', (_guarantee, layers, pinned, expected) => {
    const rows = layers === '' ? [] : layers.split(', ').map(row)
    expect(pinLayer(rows, row(pinned)).map((layer) => layer.name)).toEqual(expected.split(', '))
  })
})
