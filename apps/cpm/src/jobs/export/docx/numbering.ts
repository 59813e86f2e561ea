import { AlignmentType, type INumberingOptions, LevelFormat } from 'docx'

type Config = INumberingOptions['config'][number]

/** The lists of one document: each ordered one counts for itself. */
export interface ListNumbering {
  /** The reference of every list of points. */
  bullets: string
  /** The reference of a new ordered list that begins with this number. */
  ordered(start: number): string
  /** How far the text of a level stands from the margin, in twentieths of a point. */
  indentOf(level: number): number
  config(): Config[]
}

const stepTwips = 425
const hangingTwips = 340
const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const points = ['•', '◦', '▪']
const formats = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN]

export function createNumbering(): ListNumbering {
  const ordered: Config[] = []
  const indentOf = (level: number) => stepTwips * (level + 1)
  const at = (level: number) => ({
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: indentOf(level), hanging: hangingTwips } } },
  })
  const bullets = 'bullets'
  return {
    bullets,
    indentOf,
    ordered(start) {
      const reference = `ordered-${ordered.length + 1}`
      ordered.push({
        reference,
        levels: levels.map((level) => ({
          level,
          format: formats[level % formats.length] ?? LevelFormat.DECIMAL,
          text: `%${level + 1}.`,
          start,
          ...at(level),
        })),
      })
      return reference
    },
    config: () => [
      {
        reference: bullets,
        levels: levels.map((level) => ({
          level,
          format: LevelFormat.BULLET,
          text: points[level % points.length] ?? '•',
          ...at(level),
        })),
      },
      ...ordered,
    ],
  }
}
