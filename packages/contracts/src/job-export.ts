import { z } from 'zod'
import { contentType } from './enums.ts'
import { jobResult } from './job-result.ts'
import { timestamp, uuid } from './primitives.ts'

/** As what a piece is handed over. */
export const exportFormat = z.enum(['markdown', 'html', 'docx', 'json'])
export type ExportFormat = z.infer<typeof exportFormat>

/** `GET /jobs/:id/export`: the latest revision, or the named one. */
export const exportQuery = z.strictObject({
  format: exportFormat,
  revision: z.coerce.number().int().min(1).max(1_000_000).optional(),
})
export type ExportQuery = z.infer<typeof exportQuery>

export const maxExportedPieces = 100

/** `GET /jobs/export`: several pieces in one zip; ids apart by commas. */
export const manyExportQuery = z.strictObject({
  format: exportFormat,
  ids: z
    .string()
    .max(maxExportedPieces * 40)
    .transform((ids) => [...new Set(ids.split(',').map((id) => id.trim()))])
    .pipe(z.array(uuid).min(1).max(maxExportedPieces)),
})
export type ManyExportQuery = z.infer<typeof manyExportQuery>

/** A piece as JSON. */
export const exportedPiece = jobResult.omit({ repairs: true }).extend({
  job_id: uuid,
  client_id: uuid,
  content_type: contentType,
  topic: z.string(),
  keywords: z.array(z.string()),
  language: z.string(),
  revision: z.number().int().positive(),
  revised_at: timestamp,
  created_at: timestamp,
})
export type ExportedPiece = z.infer<typeof exportedPiece>
