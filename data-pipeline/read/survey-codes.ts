import type { AssetStatus } from '../../src/domain/asset/asset.ts'
import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import type { Findings } from '../check/finding.ts'
import type { Mapping } from './mapping.ts'

/** a column with more unknown values than this is no coded one, or mapped wrongly: the rest is told by number */
const LISTED = 50

/** Material codes of CJJ 61-2017 and their names in it. */
const MATERIALS: Readonly<Record<string, string>> = {
  铸铁: 'ZT',
  灰口铸铁: 'ZT',
  灰铸铁: 'ZT',
  钢: 'G',
  钢管: 'G',
  混凝土: 'T',
  砼: 'T',
  聚乙烯: 'PE',
  聚氯乙烯: 'PVC',
  玻璃钢: 'BLG',
  球墨铸铁: 'QM',
  球铁: 'QM',
  砖石: 'ZS',
  砖: 'Z',
  石: 'S',
  石棉: 'SM',
  陶瓷: 'TC',
  铜: 'TZ',
  钢芯铝绞线: 'VL',
  光纤: 'GX',
}
/** Ways of laying of CJJ 61-2017 and their names in it. */
const BURIALS: Readonly<Record<string, string>> = {
  直埋: 'ZM',
  管埋: 'GM',
  管块: 'GK',
  管沟: 'GG',
  架空: 'JK',
  地面: 'DM',
  上架: 'SJ',
  小通道: 'XTD',
  综合管廊: 'ZH',
  综合管沟: 'ZH',
  人防: 'RF',
  井内连线: 'JN',
  顶管: 'DG',
  水下: 'SX',
}
const STATUSES: Readonly<Record<string, AssetStatus>> = {
  '0': 'in-use',
  在用: 'in-use',
  '1': 'abandoned',
  废弃: 'abandoned',
  '2': 'empty',
  空管: 'empty',
  '3': 'other',
  其他: 'other',
  规划: 'planned',
  在建: 'building',
}
/** third to fourth digits of an element code: what it stands for */
const ELEMENT_KINDS = { line: /^5(\d)(\d\d)1\d{3}$/, point: /^5(\d)(\d\d)2\d{3}$/ }

/** What a value of a coded column is read as. */
interface Code<Kind extends string> {
  readonly code: Kind
  readonly isKnown: boolean
}

/** A coded column, each value of which is looked up once. */
class CodedColumn<Kind extends string> {
  readonly name: string
  private readonly read: (value: string) => Code<Kind>
  private readonly seen = new Map<string, Code<Kind> & { rows: number }>()

  constructor(name: string, read: (value: string) => Code<Kind>) {
    this.name = name
    this.read = read
  }

  of(value: string): Kind {
    const known = this.seen.get(value)
    if (known) {
      known.rows++
      return known.code
    }
    const code = this.read(value)
    this.seen.set(value, { ...code, rows: 1 })
    return code.code
  }

  /** The values that are no code, with the number of their rows. */
  unknown(): (readonly [value: string, rows: number])[] {
    return [...this.seen].flatMap(([value, { isKnown, rows }]) => (isKnown ? [] : [[value, rows] as const]))
  }
}

/** Reads the coded columns of one table, and gathers the values that no list has. */
export class SurveyCodes {
  private readonly mapping: Mapping
  private readonly columns: {
    readonly material: CodedColumn<string>
    readonly burial: CodedColumn<string>
    readonly status: CodedColumn<AssetStatus>
    readonly subclass: CodedColumn<string>
    readonly element: CodedColumn<string>
  }

  constructor(mapping: Mapping, discipline: string, kind: 'line' | 'point') {
    this.mapping = mapping
    const { classCode, subclasses } = disciplineOf(discipline)
    const column = <Kind extends string>(name: string, read: (mapped: string, value: string) => Code<Kind>) =>
      new CodedColumn(name, (value) => read(this.mapped(name, value), value))
    this.columns = {
      material: column('Material', named(MATERIALS)),
      burial: column('EmBed', named(BURIALS)),
      status: column('Status', (mapped) => {
        const code = mapped === '' ? 'in-use' : STATUSES[mapped]
        return { code: code ?? 'other', isKnown: code !== undefined }
      }),
      subclass: column('Type', (mapped) => {
        const upper = mapped.toUpperCase()
        const known = subclasses.find(({ letters, code, name }) =>
          [letters, code, `${letters}${code}`, name.zh].includes(upper),
        )
        return { code: known?.letters ?? mapped, isKnown: mapped === '' || known !== undefined }
      }),
      element: column('Code', (mapped) => {
        const [, ofClass, ofSubclass] = ELEMENT_KINDS[kind].exec(mapped) ?? []
        const isKnown = ofClass === classCode && subclasses.some(({ code }) => code === ofSubclass)
        return { code: mapped, isKnown: mapped === '' || isKnown }
      }),
    }
  }

  /** A value as the survey's mapping file has it; any other stays as it is. */
  mapped(field: string, value: string): string {
    return this.mapping.codes[field]?.[value] ?? value
  }

  /** The code of a material; a name of the standard becomes its code, an unknown value stays and is gathered. */
  material(value: string): string {
    return this.columns.material.of(value)
  }

  /** The code of a way of laying, as for materials. */
  burial(value: string): string {
    return this.columns.burial.of(value)
  }

  /** In use where the cell is empty (the standard's default); `other` where the value is unknown. */
  status(value: string): AssetStatus {
    return this.columns.status.of(value)
  }

  /** Subclass letters; the number or name of one becomes its letters. */
  subclass(value: string): string {
    return this.columns.subclass.of(value)
  }

  /** An element code of eight digits; one of another class or kind stays and is gathered. */
  element(value: string): string {
    return this.columns.element.of(value)
  }

  /** Tells every unknown value once, with the number of rows that have it. */
  finish(file: string, findings: Findings): void {
    for (const coded of Object.values(this.columns)) {
      const column = coded.name
      const listed = coded.unknown().sort(([a], [b]) => (a < b ? -1 : 1))
      for (const [value, count] of listed.slice(0, LISTED)) {
        const taken =
          column === 'Status'
            ? { zh: '按“其他”读入', en: 'read as "other"' }
            : { zh: '照原样保留', en: 'kept as given' }
        const message = {
          zh: `未知的代码，${count} 行，${taken.zh}；可在映射文件中指定`,
          en: `unknown code in ${count} rows, ${taken.en}; a mapping file can name it`,
        }
        findings.add('note', 'unknown-code', message, { file, column, value, expected: expectedOf(column) })
      }
      if (listed.length <= LISTED) continue
      const message = {
        zh: `该列另有 ${listed.length - LISTED} 个未知的值；可能不是代码列，请核对映射`,
        en: `${listed.length - LISTED} more unknown values in this column: perhaps no coded one; see the mapping`,
      }
      findings.add('warning', 'unknown-code', message, {
        file,
        column,
        value: listed.length,
        expected: expectedOf(column),
      })
    }
  }
}

/** Reads codes of a list; names in it become their codes, small letters large ones. */
function named(names: Readonly<Record<string, string>>): (mapped: string, value: string) => Code<string> {
  const codes = new Set(Object.values(names))
  return (mapped, value) => {
    const code = names[mapped] ?? mapped.toUpperCase()
    if (codes.has(code)) return { code, isKnown: true }
    return { code: mapped, isKnown: mapped === '' || mapped !== value }
  }
}

function expectedOf(column: string): string {
  if (column === 'Material') return [...new Set(Object.values(MATERIALS))].join(', ')
  if (column === 'EmBed') return [...new Set(Object.values(BURIALS))].join(', ')
  if (column === 'Status') return Object.keys(STATUSES).join(', ')
  return 'CJJ 61-2017 附录 B'
}
