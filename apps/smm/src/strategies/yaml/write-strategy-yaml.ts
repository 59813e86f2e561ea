import {
  contentType,
  type StrategyFile,
  strategyField,
  strategyFields,
  strategySectionTexts,
  strategyValue,
} from '@hg/contracts'
import { Document, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml'

const modeNote = [
  ' How a field meets the value from above: inherit drops it, extend adds to it, override replaces it (as does a field',
  ' that is not listed), locked replaces it and lets nothing below change it.',
].join('\n')

/**
 * A strategy as a YAML file, with comments that say what each field is. Reading it again gives the same strategy.
 *
 * @param heading says where it comes from, one line each
 */
export function writeStrategyYaml(file: StrategyFile, heading: string[]): string {
  const { name, content_type, merge_modes } = file
  // In the contract's order, however the database keeps it.
  const configuration: Record<string, Record<string, unknown>> = {}
  for (const field of strategyFields) {
    const value = strategyValue(file.configuration, field)
    if (value !== undefined) (configuration[field.section] ??= {})[field.name] = value
  }
  const document = new Document({ name, content_type, configuration, merge_modes })
  document.commentBefore = heading.map((line) => ` ${line}`).join('\n')
  comment(document.contents as YAMLMap, 'content_type', ` any, or one of ${contentType.options.join(', ')}.`)
  comment(document.contents as YAMLMap, 'merge_modes', modeNote)
  const sections = document.get('configuration')
  if (isMap(sections)) annotate(sections)
  return document.toString({ lineWidth: 110 })
}

/** Says at each section and field what it is; bounds stand on one line. */
function annotate(sections: YAMLMap): void {
  for (const { key, value } of sections.items as Pair<Node, Node>[]) {
    const section = nameOf(key)
    comment(sections, section, ` ${strategySectionTexts[section as keyof typeof strategySectionTexts].note}`)
    if (!isMap(value)) continue
    for (const pair of value.items as Pair<Node, Node>[]) {
      const field = strategyField(`${section}.${nameOf(pair.key)}`)
      if (!field) continue
      comment(value, field.name, ` ${field.label}: ${field.note}`)
      if (field.kind === 'bounds' && isMap(pair.value)) pair.value.flow = true
    }
  }
}

function nameOf(key: Node): string {
  return isScalar(key) ? String(key.value) : ''
}

function comment(map: YAMLMap, name: string, text: string): void {
  const pair = (map.items as Pair<Node, Node>[]).find(({ key }) => nameOf(key) === name)
  if (pair) pair.key.commentBefore = text
}
