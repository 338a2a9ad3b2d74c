import { laneOffset } from './cross-section.ts'
import { districtAt } from './districts.ts'
import type { FaultSeeder } from './fault-seeder.ts'
import { placeOn } from './streets.ts'
import { lengthOf, type SurveyLine, type SurveyPoint, type SurveyTable } from './survey-table.ts'

/** Faults of what was written down, each in one row of its table, and points and lines that join nothing. */
export function seedRecordFaults(seeder: FaultSeeder): void {
  const { telecom, power, gas, heat, water } = seeder.city
  const plain = (table: SurveyTable) => seeder.plain(table)

  for (const table of [gas.table, power, heat.table])
    for (const line of seeder.lines(plain(table), 1, 'length-differs')) {
      table.spoil(line, { Length: (lengthOf(line) + 5).toFixed(3) })
      seeder.tell('length-differs', table.lineKey(line))
    }
  for (const line of seeder.lines(plain(telecom), 2, 'level-sum')) {
    telecom.spoil(line, { S_Level: (line.start.ground - line.startDepth - 0.06).toFixed(3) })
    seeder.tell('level-sum', telecom.lineKey(line))
  }
  for (const line of seeder.lines(plain(telecom), 2, 'above-ground')) {
    telecom.spoil(line, { S_Deep: '-0.150' })
    seeder.tell('above-ground', telecom.lineKey(line))
  }
  for (const line of seeder.lines(plain(power), 2, 'unknown-level')) {
    power.spoil(line, { E_Deep: '' })
    seeder.tell('unknown-level', power.lineKey(line))
    seeder.tell('missing-attribute', power.lineKey(line))
  }
  for (const [table, column] of [
    [heat.table, 'Material'],
    [power, 'Mdate'],
    [telecom, 'EmBed'],
  ] as const)
    for (const line of seeder.lines(plain(table), 1, 'missing-attribute')) {
      table.spoil(line, { [column]: '' })
      seeder.tell('missing-attribute', table.lineKey(line))
    }
  for (const line of seeder.lines(plain(power), 2, 'duplicate-line')) {
    const { start, end, startDepth, endDepth } = line
    const again: SurveyLine = { ...line, start: end, end: start, startDepth: endDepth, endDepth: startDepth }
    power.rawLines.push(power.lineRow(again, districtAt))
    seeder.tell('duplicate-line', `power/${end.id}~${start.id}~1`)
  }
  const isWell = ({ start }: SurveyLine) => (start.wellDepth ?? 0) > 2
  for (const { start } of seeder.lines(plain(telecom), 2, 'point-role', isWell)) {
    telecom.spoil(start, { Feature: '直线点' })
    seeder.tell('point-role', telecom.pointKey(start))
  }
  for (const { start } of seeder.lines(plain(telecom), 2, 'too-deep', isWell)) {
    // a decimal point lost
    telecom.spoil(start, { Well_Deep: ((start.wellDepth ?? 0) * 10).toFixed(2) })
    seeder.tell('too-deep', telecom.pointKey(start))
  }
  const isReclaimed = ({ subclass }: SurveyLine) => subclass === 'ZS'
  for (const line of seeder.lines(plain(water.table), 1, 'diameter-jump', isReclaimed)) {
    water.table.spoil(line, { PSize: '100' })
    for (const point of [line.start, line.end]) seeder.tell('diameter-jump', water.table.pointKey(point))
  }
  seedLonePoints(seeder, telecom)
  const isLevel = (line: SurveyLine) => isReclaimed(line) && line.startDepth === line.endDepth
  for (const line of seeder.lines(plain(water.table), 2, 'unconnected-end', isLevel))
    seedFreeEnd(seeder, water.table, line)
}

/** Points that no line was surveyed to: beside a duct bank, one of them where a point is already, two without a level. */
function seedLonePoints(seeder: FaultSeeder, table: SurveyTable): void {
  const beside = seeder.lines(seeder.plain(table), 5, 'isolated-point')
  for (const [index, { start, street }] of beside.entries()) {
    const [station, offset] = index === 0 ? [start.station, start.offset] : [start.station + 3, start.offset - 0.6]
    const place = index === 0 ? start : placeOn(street, station, offset)
    const point = table.point(place, { street, station, offset, origin: start.origin })
    seeder.tell('isolated-point', table.pointKey(point))
    if (index === 0) seeder.tell('duplicate-place', table.pointKey(point))
    if (index < 3) continue
    table.spoil(point, { Surf_H: '0.000' })
    seeder.tell('zero-elevation', table.pointKey(point))
  }
}

/** A branch that ends 0.2 m from the main it was meant to join, so that it joins nothing at all. */
function seedFreeEnd(seeder: FaultSeeder, table: SurveyTable, main: SurveyLine): void {
  const { street, start, end } = main
  const station = (start.station + end.station) / 2
  const lane = laneOffset('reclaimed', street)
  const at = (offset: number): SurveyPoint =>
    table.point(placeOn(street, station, offset), { street, station, offset, origin: start.origin })
  const [near, far] = [at(lane - 0.2), at(lane - 1)]
  for (const point of [near, far]) point.subclass = 'ZS'
  const { startDepth, material, subclass, pressure } = main
  const branch = { startDepth, endDepth: startDepth, material, subclass, pressure, origin: start.origin, street }
  table.line(near, far, { ...branch, size: '100', wall: 6 })
  seeder.tell('unconnected-end', table.pointKey(near))
  seeder.tell('small-island', table.pointKey(near))
}
