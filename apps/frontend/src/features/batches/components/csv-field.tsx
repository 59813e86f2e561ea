'use client'

import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/input.tsx'

const maxFileBytes = 7_000_000

/** A CSV file, chosen or pasted. */
export function CsvField({ csv, onChange }: { csv: string; onChange: (csv: string) => void }) {
  const picker = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string>()

  async function read(file: File | undefined) {
    if (!file) return
    if (file.size > maxFileBytes) return setProblem('The file is larger than 7 MB.')
    try {
      onChange(await file.text())
      setProblem(undefined)
    } catch {
      setProblem('The file could not be read.')
    }
  }

  return (
    <Field
      id="csv"
      label="CSV"
      error={problem}
      hint={
        <>
          The first row names the columns: <code className="font-mono">topic</code>, and as needed{' '}
          <code className="font-mono">content_type</code>, <code className="font-mono">keywords</code> (parted by{' '}
          <code className="font-mono">|</code>), <code className="font-mono">brief</code>,{' '}
          <code className="font-mono">priority</code>, <code className="font-mono">provider</code>,{' '}
          <code className="font-mono">model</code>, <code className="font-mono">max_cost_usd</code>, and{' '}
          <code className="font-mono">var.</code> before the name of a prompt’s variable. Commas, semicolons or tabs.
        </>
      }
    >
      {(ids) => (
        <>
          <Textarea
            {...ids}
            rows={12}
            spellCheck={false}
            className="font-mono text-sm"
            placeholder={'topic,keywords\nKeeping a parking lot dry,drainage|asphalt'}
            value={csv}
            onChange={(event) => onChange(event.target.value)}
          />
          <div>
            <input
              ref={picker}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              aria-label="CSV file"
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => {
                void read(event.target.files?.[0])
                event.target.value = ''
              }}
            />
            <Button size="sm" onClick={() => picker.current?.click()}>
              <Upload aria-hidden className="size-4" />
              Choose a file
            </Button>
          </div>
        </>
      )}
    </Field>
  )
}
