import { burialOf, layCorridors, pairs } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import type { Random } from './random.ts'
import type { Street } from './streets.ts'
import { type Origin, SurveyTable } from './survey-table.ts'

/** Power duct banks, 10 kV and one 110 kV street. */
export function makePower(
  streets: readonly Street[],
  originOf: (street: Street) => Origin,
  random: Random,
): SurveyTable {
  const table = new SurveyTable('power', 'DL', 'GD', '501')
  const highVoltage = streets.filter((street) => street.axis === 'east').at(-1)
  lay(table, streets, 'power', originOf, random, (street) => {
    const holes = street.class === 'local' ? 8 : street.class === 'collector' ? 12 : 16
    const size = holes === 8 ? '600X300' : holes === 12 ? '600X400' : '800X400'
    return { depth: 0.8, size, holes, voltage: street === highVoltage ? 110 : 10, material: 'PVC' }
  })
  addCabinets(table, '环网柜', '07', random)
  return table
}

/** Telecom duct banks of 6 to 12 holes. */
export function makeTelecom(
  streets: readonly Street[],
  originOf: (street: Street) => Origin,
  random: Random,
): SurveyTable {
  const table = new SurveyTable('telecom', 'TX', 'XX', '603')
  lay(table, streets, 'telecom', originOf, random, (street) => {
    const holes = street.class === 'local' ? 6 : street.class === 'collector' ? 9 : 12
    const size = holes === 6 ? '360X240' : holes === 9 ? '360X360' : '480X360'
    return { depth: 0.65, size, holes, voltage: null, material: 'PVC' }
  })
  addCabinets(table, '交接箱', '06', random)
  return table
}

interface DuctBank {
  /** crown [m] */
  readonly depth: number
  readonly size: string
  readonly holes: number
  readonly voltage: number | null
  readonly material: string
}

function lay(
  table: SurveyTable,
  streets: readonly Street[],
  lane: 'power' | 'telecom',
  originOf: (street: Street) => Origin,
  random: Random,
  bankOf: (street: Street) => DuctBank,
) {
  const offset = (street: Street) => laneOffset(lane, street)
  for (const { street, nodes } of layCorridors(table, {
    streets,
    offset,
    origin: originOf,
    spacing: 36,
    leg: 14,
    random,
  })) {
    const bank = bankOf(street)
    for (const { point, kind } of nodes) {
      if (kind === 'bank') continue
      const subsid = kind === 'middle' && random.chance(0.4) ? '手孔' : '人孔'
      Object.assign(point, {
        feature: '',
        subsid,
        serial: subsid === '人孔' ? '01' : '02',
        wellDepth: subsid === '人孔' ? 2.2 : 1.4,
      })
    }
    pairs(nodes, (start, end) => {
      const used = random.whole(Math.ceil(bank.holes / 3), bank.holes - 1)
      table.line(start.point, end.point, {
        startDepth: bank.depth,
        endDepth: bank.depth,
        material: bank.material,
        size: bank.size,
        voltage: bank.voltage,
        holes: [bank.holes, used, used],
        origin: start.point.origin,
        street,
        burial: burialOf(start, end) === 'SJ' ? 'SJ' : 'GK',
        status: random.weighted([
          [0, 975],
          [2, 20],
          [3, 5],
        ] as const),
      })
    })
  }
}

function addCabinets(table: SurveyTable, subsid: string, serial: string, random: Random) {
  for (const point of table.points) {
    if (point.subsid === '手孔' && random.chance(0.08)) {
      Object.assign(point, {
        subsid,
        serial,
        wellDepth: null,
        name: `${point.street.zh}${Math.round(point.station)}号${subsid}`,
      })
    }
  }
}
