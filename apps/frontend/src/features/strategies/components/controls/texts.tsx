import { Input, Textarea } from '#components/ui/input.tsx'
import { cn } from '#lib/cn.ts'
import type { ControlProps } from './control.ts'

/** A sentence or a few. */
export function PassageControl({ ids, value = '', onChange }: ControlProps<string>) {
  return (
    <Textarea
      {...ids}
      rows={2}
      maxLength={4000}
      className="min-h-16!"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** A passage of the brand's own writing: reads as pieces do. */
export function SampleControl({ ids, value = '', onChange }: ControlProps<string>) {
  return (
    <Textarea
      {...ids}
      rows={6}
      maxLength={20_000}
      className="font-serif text-md! leading-relaxed"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** A short text that is copied letter by letter. */
export function CodeControl(props: ControlProps<string> & { placeholder: string; say?: string | undefined }) {
  const { ids, value = '', onChange, placeholder, say } = props
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Input
        {...ids}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        placeholder={placeholder}
        className={cn('max-w-72 font-mono')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {say && <span className="text-sm text-ink-3">{say}</span>}
    </span>
  )
}

/** A language tag, with the language's name beside it. */
export function LanguageControl(props: ControlProps<string>) {
  return <CodeControl {...props} placeholder="en-US" say={languageName(props.value)} />
}

/** `American English` for `en-US`; undefined for what is no language. */
export function languageName(tag: string | undefined): string | undefined {
  if (!tag) return undefined
  try {
    const name = new Intl.DisplayNames('en', { type: 'language' }).of(tag)
    return name === tag ? undefined : name
  } catch {
    return undefined
  }
}
