import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import Link from 'next/link'
import { type ReactNode, useMemo } from 'react'
import { cn } from '#lib/cn.ts'

/** A column: `look` is its width and alignment (`w-24 text-right`), the first one takes what is left. */
export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  look?: string
  /** Left out of the list on small screens. */
  wideOnly?: boolean
  /** Its heading is for screen readers only: a column of buttons. */
  quietHeader?: boolean
}

/** Services filter, sort and page; the table only lays out. */
const features = tableFeatures({})

/**
 * Rows as a table; below 768 px as a list of the same rows: the first column as its title, the others under it with their
 * headings. Widths are fixed, so that nothing jumps when a row changes.
 *
 * @param props.columns the same array each time (a constant outside the component, or kept by useMemo)
 * @param props.item draws a row of the list where that is not enough
 * @param props.stale these rows are of the last question, the next ones are under way
 */
export function DataTable<Row extends object>(props: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  item?: (row: Row) => ReactNode
  stale?: boolean
}) {
  const { columns, rows, rowKey } = props
  const looks = new Map(columns.map((column) => [column.id, column]))
  const table = useTable({
    features,
    columns: useMemo(() => toTableColumns(columns), [columns]),
    data: rows,
    getRowId: rowKey,
  })
  return (
    <div className={cn('transition-opacity duration-150', props.stale && 'opacity-50')}>
      <table className="hidden w-full table-fixed border-collapse text-left md:table">
        <caption className="sr-only">{props.caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b border-rule-2 text-sm text-ink-3">
              {group.headers.map((header) => {
                const column = looks.get(header.column.id)
                return (
                  <th key={header.id} scope="col" className={cn('py-2 pr-5 font-normal last:pr-0', column?.look)}>
                    <span className={column?.quietHeader ? 'sr-only' : undefined}>
                      <table.FlexRender header={header} />
                    </span>
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="relative border-b align-top hover:bg-sunk">
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={cn('py-2.5 pr-5 last:pr-0', looks.get(cell.column.id)?.look)}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul aria-label={props.caption} className="md:hidden">
        {rows.map((row) => (
          <li key={rowKey(row)} className="relative border-b py-3.5">
            {props.item ? props.item(row) : <Item row={row} columns={columns} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

function toTableColumns<Row extends object>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>()
  return helper.columns(
    columns.map(({ id, header, cell }) => helper.display({ id, header, cell: ({ row }) => cell(row.original) })),
  )
}

function Item<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const [first, ...rest] = columns
  return (
    <>
      <div className="text-md font-medium">{first?.cell(row)}</div>
      <dl className="mt-1.5 grid gap-1 text-sm">
        {rest
          .filter((column) => !column.wideOnly)
          .map((column) => (
            <div key={column.id} className="flex items-baseline justify-between gap-6">
              <dt className={column.quietHeader ? 'sr-only' : 'shrink-0 text-ink-3'}>{column.header}</dt>
              <dd className={cn('min-w-0', column.quietHeader ? 'mt-1' : 'text-right')}>{column.cell(row)}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}

/** The way from a row to its page; the whole row answers to the click. Other controls in the row need `relative z-10`. */
export function RowLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={className}>
      <span className="absolute inset-0" aria-hidden />
      {children}
    </Link>
  )
}
