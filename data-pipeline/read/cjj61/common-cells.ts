import { QUALITY_LEVELS } from '../../../src/domain/asset/asset.ts'
import type { Findings } from '../../check/finding.ts'
import type { CommonAttributes } from '../../survey.ts'
import { yearCell } from '../cells.ts'
import type { SurveyCodes } from '../survey-codes.ts'
import type { Column, Table, TableRow } from '../table.ts'
import { KeptColumns } from './kept-columns.ts'

const COLUMNS = [
  ...(['Type', 'Code', 'RoadCode', 'District', 'Belong', 'Status', 'Mdate', 'Prj_No', 'QL'] as const),
  ...(['H_Err', 'V_Err'] as const),
]

/** Reads what points and lines have alike out of the rows of one table. */
export class CommonCells {
  private readonly codes: SurveyCodes
  private readonly columns: Readonly<Record<(typeof COLUMNS)[number], Column>>
  private readonly kept: KeptColumns

  /** @param kept  columns without a place of their own in the normal form, kept as attributes */
  constructor(table: Table, codes: SurveyCodes, kept: readonly string[]) {
    this.codes = codes
    this.columns = columnsOf(table, COLUMNS)
    this.kept = new KeptColumns(table, kept)
  }

  /**
   * Spread it last into a record: V8 gives every record a shape of its own where a spread comes first (900 B, not 380 B).
   *
   * @param number  reads a cell and reports one that is no number
   */
  of(row: TableRow, number: (name: string, column: Column) => number | null): Omit<CommonAttributes, 'name'> {
    const { codes, columns } = this
    const text = (column: Column) => row.repeated(column) || null
    const quality = text(columns.QL)
    return {
      subclass: codes.subclass(row.repeated(columns.Type)) || null,
      elementCode: codes.element(row.repeated(columns.Code)) || null,
      roadId: text(columns.RoadCode),
      districtId: text(columns.District),
      owner: text(columns.Belong),
      status: codes.status(row.repeated(columns.Status)),
      builtYear: yearCell(row.repeated(columns.Mdate)),
      projectId: text(columns.Prj_No),
      qualityLevel: quality === null ? null : (QUALITY_LEVELS.find((level) => level === quality) ?? null),
      horizontalError: number('H_Err', columns.H_Err),
      verticalError: number('V_Err', columns.V_Err),
      attributes: this.kept.of(row),
    }
  }
}

/** The columns of a table by their names. */
export function columnsOf<Name extends string>(table: Table, names: readonly Name[]): Readonly<Record<Name, Column>> {
  return Object.fromEntries(names.map((name) => [name, table.column(name)])) as Record<Name, Column>
}

/** What findings say of a row. */
export interface RowPlace {
  readonly file: string
  readonly row: number
}

/** A number out of a cell; null when it is empty. A cell that is no number is reported and gives null. */
export function numberCell(
  row: TableRow,
  column: Column,
  name: string,
  findings: Findings,
  told: () => RowPlace & { readonly assets: readonly string[] },
): number | null {
  const value = row.number(column)
  if (!Number.isNaN(value)) return value
  const text = row.cell(column)
  if (text === '') return null
  const message = { zh: `${name} 不是数字`, en: `${name} is not a number` }
  findings.add('error', 'not-a-number', message, {
    ...told(),
    ...{ column: name, value: text, expected: 'number / 数字' },
  })
  return null
}
