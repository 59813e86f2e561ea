import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Article } from './article.tsx'

function render(markdown: string): string {
  return renderToStaticMarkup(createElement(Article, { markdown }))
}

describe('a written piece on the page', () => {
  it.each([
    ['a script', 'Text <script>alert(1)</script>'],
    ['a handler', '<img src=x onerror=alert(1)> <b onclick="alert(1)">b</b>'],
    ['a frame', '<iframe src="https://evil.example"></iframe>'],
    ['a style', '<style>body{display:none}</style><p style="position:fixed">x</p>'],
    [
      'a script link',
      '[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](data:text/html,<script>alert(1)</script>)',
    ],
    ['a picture', '![x](https://evil.example/pixel.gif)'],
  ])('never brings %s along', (_, markdown) => {
    expect(render(markdown)).not.toMatch(/<(script|iframe|style|img|b)|on\w+=|javascript:|data:|style=|evil/i)
  })

  it('opens links elsewhere, without a way back to this page', () => {
    expect(render('[a](https://a.example)')).toBe(
      '<p><a href="https://a.example" target="_blank" rel="noopener noreferrer nofollow">a</a></p>',
    )
  })

  it('keeps the page’s own title the only one', () => {
    expect(render('# One\n\n## Two')).toBe('<h2>One</h2>\n<h2>Two</h2>')
  })

  it('knows tables and lists', () => {
    expect(render('| a |\n| - |\n| b |\n\n- x')).toContain('<table>')
  })
})

it('a text that would hold up the browser is shown as it was typed, and says why', () => {
  const html = render(`${'> '.repeat(4000)}deep`)
  expect(html).toContain('quotes or lists more than 20 deep')
  expect(html).not.toContain('<blockquote>')
})
