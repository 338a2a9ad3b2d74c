import type { Building } from './buildings.ts'
import type { FaultSeeder } from './fault-seeder.ts'
import { distance, type Place } from './plane.ts'
import { placeOn, type Street } from './streets.ts'
import type { SurveyLine, SurveyTable } from './survey-table.ts'
import { groundAt } from './terrain.ts'

/** A stall on the footway, as the table of buildings has it. */
export type Kiosk = Pick<Building, 'id' | 'name' | 'use' | 'height' | 'floors' | 'ground' | 'ring'>

/** half of a kiosk along and across the street [m] */
const HALF = { along: 1.5, across: 1.2 }
/** no other line comes so near to the middle of a kiosk [m] */
const CLEAR = 5
/** from the wall to the surface of the line beside it [m]; power wants 0.6 (example value) */
const GAP = 0.2

/** Kiosks that were set up on a line, and beside one: 占压, and a clearance to a building that is too small. */
export function seedBuildingFaults(seeder: FaultSeeder): Kiosk[] {
  const { telecom, power } = seeder.city
  const over = place(seeder, telecom, 'under-building', () => 0)
  const halfWidth = ({ size }: SurveyLine) => Number(size.split('X')[0]) / 2000
  const beside = place(seeder, power, 'clearance-building', (line) => halfWidth(line) + GAP + HALF.across)
  return [...over, ...beside].map((kiosk, index) => ({ ...kiosk, id: `K${index + 1}` }))
}

function place(
  seeder: FaultSeeder,
  table: SurveyTable,
  rule: string,
  away: (line: SurveyLine) => number,
): Omit<Kiosk, 'id'>[] {
  const where = (line: SurveyLine) => {
    const station = (line.start.station + line.end.station) / 2
    return { station, offset: line.start.offset + Math.sign(line.start.offset) * away(line) }
  }
  const isFit = (line: SurveyLine) => {
    // of a place known to 0.5 m or worse the gap could not be judged
    if (line.origin.quality === 'C' || line.origin.quality === 'D') return false
    const { station, offset } = where(line)
    const middle = placeOn(line.street, station, offset)
    return seeder.city.tables.every(({ lines }) =>
      lines.every((other) => other === line || distanceTo(other, middle) > CLEAR),
    )
  }
  return seeder.lines(seeder.plain(table), 2, rule, isFit).map((line) => {
    const { station, offset } = where(line)
    seeder.tell(rule, table.lineKey(line))
    return kioskAt(line.street, station, offset)
  })
}

function kioskAt(street: Street, station: number, offset: number): Omit<Kiosk, 'id'> {
  const corner = (along: number, across: number) =>
    placeOn(street, station + along * HALF.along, offset + across * HALF.across)
  const { x, y } = placeOn(street, station, offset)
  return {
    name: `${street.zh}${Math.round(station)}号报亭(示例)`,
    use: 'commercial',
    height: 2.8,
    floors: 1,
    ground: Math.round(groundAt(x, y) * 100) / 100,
    ring: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)],
  }
}

/** Plan distance of a line from a place [m]. */
function distanceTo({ start, end }: SurveyLine, place: Place): number {
  const [ux, uy] = [end.x - start.x, end.y - start.y]
  const along = ((place.x - start.x) * ux + (place.y - start.y) * uy) / (ux * ux + uy * uy)
  const share = Math.min(1, Math.max(0, along))
  return distance(place, { x: start.x + ux * share, y: start.y + uy * share })
}
