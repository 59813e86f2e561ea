import type { Job, JobStatus } from '@hg/contracts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { JobOutcome } from './job-outcome.tsx'

function render(status: JobStatus): string {
  const job = { id: 'x', status, error_code: null, error_message: null, estimated_cost: '0.02', started_at: 'x' }
  return renderToStaticMarkup(createElement(JobOutcome, { job: job as unknown as Job, client: undefined }))
}

it('a piece whose text was removed is not said to have failed, and its cost stays', () => {
  const html = render('completed')
  expect(html).toContain('The text of this piece was removed')
  expect(html).toContain('$0.0200 was charged')
  expect(html).not.toContain('could not be written')
  expect(render('failed')).toContain('could not be written')
})
