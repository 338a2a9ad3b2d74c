import type { ReactNode } from 'react'
import { FLOOD_SIDES } from '../../state/flood.ts'
import { useWords } from '../page.tsx'
import styles from './inundation.module.css'

/** A line of a table of two runs. */
export interface TwoRunsRow {
  readonly key: string
  readonly label: ReactNode
  readonly a: ReactNode
  readonly b: ReactNode
  readonly difference: ReactNode
  /** the lines from here on are of this */
  readonly group?: string
}

interface TwoRunsTableProps {
  /** what the lines are */
  readonly head: string
  /** names of both runs in their columns; left out = A and B alone */
  readonly names?: { readonly kept: ReactNode; readonly own: ReactNode }
  readonly rows: readonly TwoRunsRow[]
}

/** Two runs side by side: a line a thing, A, B and B − A. */
export function TwoRunsTable({ head, names, rows }: TwoRunsTableProps) {
  const { t } = useWords()
  return (
    <table className={styles.two}>
      <thead>
        <tr>
          <th>{head}</th>
          {FLOOD_SIDES.map((side) => (
            <th key={side}>
              {t(`flood.side.${side}`)} {names?.[side]}
            </th>
          ))}
          <th>{t('comparison.difference')}</th>
        </tr>
      </thead>
      {groupsOf(rows).map((group) => (
        <tbody key={group[0]?.key}>
          {group[0]?.group !== undefined && (
            <tr>
              <th scope="rowgroup" colSpan={4} className={styles.group}>
                {group[0].group}
              </th>
            </tr>
          )}
          {group.map(({ key, label, a, b, difference }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{a}</td>
              <td>{b}</td>
              <td>{difference}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

/**
 * Two figures and how they differ, as cells of a line.
 *
 * @param x    null = not known
 * @param say  with its unit
 */
export function figureCells(
  [x, y]: readonly [number | null, number | null],
  say: (value: number) => string,
  unknown: string,
): Pick<TwoRunsRow, 'a' | 'b' | 'difference'> {
  return {
    a: x === null ? unknown : say(x),
    b: y === null ? unknown : say(y),
    difference: x === null || y === null ? '—' : signed(y - x, say),
  }
}

/** A difference with its sign. */
export function signed(value: number, say: (value: number) => string): string {
  const said = say(value)
  return value > 0 && said !== say(0) ? `+${said}` : said
}

function groupsOf(rows: readonly TwoRunsRow[]): TwoRunsRow[][] {
  const groups: TwoRunsRow[][] = []
  for (const row of rows)
    if (row.group !== undefined || groups.length === 0) groups.push([row])
    else groups.at(-1)?.push(row)
  return groups
}
