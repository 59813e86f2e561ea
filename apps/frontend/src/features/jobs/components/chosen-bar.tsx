'use client'

import { type ExportFormat, exportFormat, maxExportedPieces } from '@hg/contracts'
import { Download, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { plural } from '#lib/format.ts'
import { refusedIds, useDownloadPieces } from '../download-pieces.ts'

const formatLabels: Record<ExportFormat, string> = { docx: 'Word', html: 'HTML', markdown: 'Markdown', json: 'JSON' }
const formats = [{ options: exportFormat.options.map((value) => ({ value, label: formatLabels[value] })) }]

/** What can be done with the pieces that are chosen: handed over as one zip, in one format. */
export function ChosenBar({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const [format, setFormat] = useState<ExportFormat>('docx')
  const download = useDownloadPieces()
  const refused = refusedIds(download.error, download.variables?.ids ?? []).filter((id) => ids.includes(id))
  return (
    <div
      role="region"
      aria-label="Chosen pieces"
      className="sticky bottom-3 z-20 mt-4 grid gap-2 rounded-md border border-rule-2 bg-raised p-2.5 pl-4 shadow-float"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="mr-auto">
          <span className="font-medium">{plural(ids.length, 'piece')} chosen</span>
          {ids.length >= maxExportedPieces && (
            <span className="text-sm text-ink-3"> One zip takes no more than {maxExportedPieces}.</span>
          )}
        </p>
        <Select label="Format" className="w-32" value={format} groups={formats} onChange={setFormat} />
        <Button
          look="primary"
          busy={download.isPending}
          onClick={() => download.mutate({ ids, format }, { onSuccess: () => onChange([]) })}
        >
          <Download aria-hidden className="size-4" />
          Download zip
        </Button>
        <Button look="quiet" aria-label="Choose none" onClick={() => onChange([])}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      {download.error && (
        <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-danger">
          <p>{download.error.message} Nothing was handed over.</p>
          {refused.length > 0 && refused.length < ids.length && (
            <Button
              size="sm"
              onClick={() => {
                download.reset()
                onChange(ids.filter((id) => !refused.includes(id)))
              }}
            >
              Leave {refused.length === 1 ? 'it' : 'them'} out
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
