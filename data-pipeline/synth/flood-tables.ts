import type { Building } from './buildings.ts'
import type { Cell } from './csv.ts'
import { toCsv } from './csv.ts'
import { districtAt } from './districts.ts'
import { distance, wktLine } from './plane.ts'
import type { Gate, Pump, Storm } from './storm.ts'
import type { SurveyPoint } from './survey-table.ts'

/** roofs whose building stands farther from a manhole have gutters that end on the ground [m] */
const ROOF_REACH = 90
/** mean level, half the range [m, H], hours between two highs and the first high of a spring tide; 12 so that days close */
const TIDE = { mean: 0.1, half: 1.6, period: 12, high: 3 }
const RIVER_FLOW = 12

/** Tables that only a flood is computed from, as CSV text by name. */
export function floodTables({ pumps, gates }: Storm): Record<string, string> {
  return {
    pumps: toCsv(
      'id,name,from,to,flow_m3_s,start_level_m,stop_level_m,sump_area_m2,owner_id,district_id,built_year,wkt'.split(
        ',',
      ),
      pumps.map(pumpRow),
    ),
    gates: toCsv(
      'id,name,from,to,width_m,height_m,sill_level_m,owner_id,district_id,built_year,wkt'.split(','),
      gates.map(gateRow),
    ),
    storms: toCsv(
      ['id', 'name', 'a1', 'c', 'b', 'n', 'r', 'source'],
      [['ST01', '海湾示范区暴雨强度公式(示例)', 11.491, 0.997, 10.74, 0.738, 0.4, '示例值，未核对']],
    ),
    water_levels: toCsv(
      ['water', 'hour', 'level_m', 'discharge_m3_s'],
      [...tideRows(), ['river', 0, null, RIVER_FLOW]],
    ),
  }
}

/** The manhole that takes the rain of a roof; null where none is near. */
export function roofTo({ center }: Pick<Building, 'center'>, { wells, mains }: Storm): string | null {
  const joined = new Set(mains.flatMap(({ start, end }) => [start, end]))
  let [nearest, best]: [SurveyPoint | null, number] = [null, ROOF_REACH]
  for (const well of wells) {
    const away = distance(well, center)
    if (joined.has(well) && away < best) [nearest, best] = [well, away]
  }
  return nearest && `storm/${nearest.id}`
}

function pumpRow({ id, name, from, to, flow, start, stop, sump }: Pump): Cell[] {
  const { owner, year } = from.origin
  const ends = [`storm/${from.id}`, `storm/${to.id}`]
  return [id, name, ...ends, flow, start, stop, sump, owner, districtAt(from), year, wktLine([from, to])]
}

function gateRow({ id, name, from, to, width, height, sill }: Gate): Cell[] {
  const { owner, year } = from.origin
  const ends = [`storm/${from.id}`, `storm/${to.id}`]
  return [id, name, ...ends, width, height, sill, owner, districtAt(from), year, wktLine([from, to])]
}

function tideRows(): Cell[][] {
  const { mean, half, period, high } = TIDE
  return Array.from({ length: 25 }, (_, hour) => {
    const level = mean + half * Math.cos(((hour - high) / period) * 2 * Math.PI)
    return ['sea', hour, Math.round(level * 100) / 100, null]
  })
}
