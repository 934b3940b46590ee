import { useMediaQuery } from '@mantine/hooks'
import type { KeyboardEvent, ReactNode } from 'react'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './data-table.module.css'
import { Failure } from './failure.tsx'
import { Pager } from './pager.tsx'
import { Waiting } from './waiting.tsx'

export interface Column<Row> {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** At the end of the line: numbers. */
  end?: boolean
  /** On a phone it stands below the first cell. */
  fold?: boolean
  /** Only where there is room. */
  wide?: boolean
}

export interface DataTableProps<Row> {
  /** What the rows are, for who hears the page. */
  label: string
  columns: readonly Column<Row>[]
  /** Undefined: they are on their way. */
  rows: readonly Row[] | undefined
  rowId: (row: Row) => string
  /** A link around the first cell: where Enter and a click lead. */
  rowLink?: (row: Row, children: ReactNode) => ReactNode
  /** What is shown instead of no rows. */
  empty: ReactNode
  /** The cursor of the next page; null: this is the last one. Without it there are no pages. */
  next?: string | null
  error?: unknown
  retry?: () => void
}

const PHONE = '(max-width: 48em)'
const NARROW = '(max-width: 68em)'
const WAITING_ROWS = 8

/** A page of a list: heading that stays, rows that arrow keys go through, columns that fold on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, empty, next, error, retry } = props
  const t = useWords(pieceWords)
  const isPhone = useMediaQuery(PHONE, matchMedia(PHONE).matches)
  const isNarrow = useMediaQuery(NARROW, matchMedia(NARROW).matches)
  if (error !== undefined && error !== null && rows === undefined) return <Failure error={error} retry={retry} />
  if (rows?.length === 0) {
    return (
      <>
        {empty}
        {next !== undefined && <Pager next={next} />}
      </>
    )
  }
  const shown = columns.filter(({ fold, wide }) => !(isPhone && fold) && !(isNarrow && wide))
  const folded = isPhone ? columns.filter(({ fold }) => fold) : []
  return (
    <>
      <div className={styles['scroll']}>
        <table className={styles['table']} aria-busy={rows === undefined} onKeyDown={goThroughRows}>
          <caption className="only-heard">{rows === undefined ? t('loading', { what: label }) : label}</caption>
          <thead>
            <tr>
              {shown.map(({ id, title, end }) => (
                <th key={id} scope="col" data-end={end}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows === undefined
              ? Array.from({ length: WAITING_ROWS }, (_, row) => <WaitingRow key={row} columns={shown} />)
              : rows.map((row) => (
                  <FilledRow key={props.rowId(row)} {...props} row={row} shown={shown} folded={folded} />
                ))}
          </tbody>
        </table>
      </div>
      {next !== undefined && <Pager next={next} />}
    </>
  )
}

interface RowProps<Row> extends DataTableProps<Row> {
  row: Row
  shown: readonly Column<Row>[]
  folded: readonly Column<Row>[]
}

function FilledRow<Row>({ row, shown, folded, rowLink }: RowProps<Row>): ReactNode {
  return (
    <tr data-opens={rowLink !== undefined || undefined}>
      {shown.map(({ id, cell, end }, place) => {
        const isFirst = place === 0
        const content = isFirst && rowLink !== undefined ? rowLink(row, cell(row)) : cell(row)
        return (
          <td key={id} data-end={end}>
            {content}
            {isFirst && folded.length > 0 && <Folded columns={folded} row={row} />}
          </td>
        )
      })}
    </tr>
  )
}

function Folded<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }): ReactNode {
  return (
    <dl className={styles['folded']}>
      {columns
        .map(({ id, title, cell }) => ({ id, title, content: cell(row) }))
        .filter(({ content }) => content !== null && content !== false)
        .map(({ id, title, content }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{content}</dd>
          </div>
        ))}
    </dl>
  )
}

function WaitingRow<Row>({ columns }: { columns: readonly Column<Row>[] }): ReactNode {
  return (
    <tr>
      {columns.map(({ id }) => (
        <td key={id}>
          <Waiting width="70%" />
        </td>
      ))}
    </tr>
  )
}

// From link to link: Enter on one is the browser's own.
function goThroughRows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLAnchorElement)) return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('td:first-child > a')]
  const next = links[links.indexOf(event.target) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
