'use client'

import type { ExportFormat, Job, JobResult } from '@hg/contracts'
import { ChevronDown, ClipboardType, Download, FileCode, FileJson, FileText, type LucideIcon } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx'
import { apiUrl } from '#lib/api.ts'
import { copyRichText } from '#lib/copy-rich-text.ts'
import { copyText } from '#lib/copy-text.ts'
import { toMarkdown } from '../to-markdown.ts'

const files: [format: ExportFormat, label: string, Icon: LucideIcon][] = [
  ['docx', 'Word', FileText],
  ['html', 'HTML', FileCode],
  ['markdown', 'Markdown', FileText],
  ['json', 'JSON', FileJson],
]

/** The ways out for a finished piece: to the clipboard, or as a file. */
export function HandOverMenu({ job, result }: { job: Job; result: JobResult }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          <Download aria-hidden className="size-4" />
          Hand over
          <ChevronDown aria-hidden className="size-4 text-ink-3" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>Copy</MenuLabel>
        <MenuItem onSelect={() => void copyFormatted(result)}>
          <ClipboardType aria-hidden className="size-4 text-ink-3" />
          As formatted text
        </MenuItem>
        <MenuItem onSelect={() => void say(copyText(toMarkdown(result)))}>
          <FileCode aria-hidden className="size-4 text-ink-3" />
          As Markdown
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>Download</MenuLabel>
        {files.map(([format, label, Icon]) => (
          <MenuItem key={format} asChild>
            <a href={apiUrl(`/cpm/jobs/${job.id}/export`, { format })} download>
              <Icon aria-hidden className="size-4 text-ink-3" />
              {label}
            </a>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}

/** The piece as it stands on the page, which is sanitised already, without the marks of its checks. */
async function copyFormatted(result: JobResult) {
  const article = document.getElementById(articleId)?.cloneNode(true)
  if (!(article instanceof HTMLElement)) return
  for (const mark of article.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes)
  const title = document.createElement('h1')
  title.textContent = result.title ?? ''
  await say(copyRichText(`${result.title ? title.outerHTML : ''}${article.innerHTML}`, toMarkdown(result)))
}

/** The id of the element that holds the finished piece. */
export const articleId = 'piece'

async function say(copied: Promise<boolean>) {
  if (await copied) toast.success('Copied')
  else toast.error('The browser did not allow copying.')
}
