/** A prompt as the Instructions Module renders it; fields replace or add lines. */
export function promptFor(fields: Record<string, string | undefined> = {}): string {
  const lines: Record<string, string | undefined> = {
    Client: 'Ohio Paving Co.',
    'Content type': 'blog_post',
    Topic: 'Preparing a parking lot for winter',
    Keywords: 'crack filling, parking lot maintenance',
    Sections: 'What winter does to asphalt | What to look for | What to do and when',
    'Word count': '600-900',
    'Must include': 'freeze-thaw',
    'Never use': 'game-changer; in conclusion',
    'Call to action': 'Ask for a site visit before the season fills up.',
    Disclaimer: 'Cost and schedule depend on the site and the weather.',
    ...fields,
  }
  return Object.entries(lines)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (name === 'brief' ? `<<<BRIEF\n${value}\nBRIEF>>>` : `${name}: ${value}`))
    .join('\n')
}

/** A written piece taken apart. */
export function takeApart(piece: string) {
  const lines = piece.split('\n')
  return {
    title: lines[0]?.replace(/^# /, '') ?? '',
    body: lines.slice(1, -1).join('\n').trim(),
    metaDescription: lines.at(-1)?.replace(/^Meta description: /, '') ?? '',
    headings: lines.filter((line) => line.startsWith('## ')).map((line) => line.slice(3)),
  }
}
