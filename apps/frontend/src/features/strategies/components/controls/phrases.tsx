import { ChipsInput } from '#components/ui/chips-input.tsx'
import type { ControlProps } from './control.ts'

/** Short phrases, each a chip. */
export function PhrasesControl({ ids, value = [], onChange }: ControlProps<string[]>) {
  return <ChipsInput ids={ids} value={value} onChange={onChange} max={200} placeholder="Type, then Enter" />
}
