export { rotateKeys, type RotationReport } from './rotate.ts'
export { type SealedColumn, sealedColumns } from './sealed-columns.ts'
