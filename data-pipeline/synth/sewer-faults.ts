import { laneOffset } from './cross-section.ts'
import type { FaultSeeder } from './fault-seeder.ts'
import { distance } from './plane.ts'
import { lateralsNear } from './sewer.ts'
import { depth } from './sewer-lines.ts'
import { placeOn } from './streets.ts'
import type { SurveyLine, SurveyPoint } from './survey-table.ts'

/** Faults of gravity networks: levels, slopes, sizes, turns and what joins what. */
export function seedSewerFaults(seeder: FaultSeeder): void {
  seedLateralFaults(seeder)
  seedMainFaults(seeder)
  seedSharpTurn(seeder)
  seedCrossConnections(seeder)
}

/** House connections from the left of the street, so that they cross no deep line. */
function seedLateralFaults(seeder: FaultSeeder): void {
  const { sewer } = seeder.city
  const { table } = sewer
  const laterals = sewer.laterals.filter(({ start, street }) => start.offset > laneOffset('sewer', street))
  const spoil = (
    rule: string,
    count: number,
    change: (line: SurveyLine) => object,
    isFit?: (l: SurveyLine) => boolean,
  ) => {
    for (const line of seeder.lines(laterals, count, rule, isFit)) {
      table.spoil(line, { ...change(line) })
      seeder.tell(rule, table.lineKey(line))
    }
  }
  const startBelow = ({ start, end, endDepth }: SurveyLine, fall: number) => ({
    S_Deep: depth(start, end.ground - endDepth + fall).toFixed(3),
  })
  spoil('smallest-diameter', 2, () => ({ PSize: '150' }))
  spoil('adverse-slope', 2, (line) => startBelow(line, -0.15))
  // 4 mm where DN 300 of any material wants 2 ‰ and levels are read to a centimetre
  spoil(
    'least-slope',
    2,
    (line) => startBelow(line, 0.004),
    ({ start, end }) => distance(start, end) > 8,
  )
  const steep = ({ start, end, startDepth }: SurveyLine) =>
    depth(end, start.ground - startDepth - 0.22 * distance(start, end))
  spoil(
    'steep-slope',
    1,
    (line) => ({ E_Deep: steep(line).toFixed(3) }),
    (line) => steep(line) + 0.4 < (line.end.wellDepth ?? 0),
  )
}

/** Levels and sizes of mains in the middle of a block. */
function seedMainFaults(seeder: FaultSeeder): void {
  const { sewer, storm } = seeder.city
  const upper = (line: SurveyLine) => (line.flow === 1 ? line.end : line.start)
  const lower = (line: SurveyLine) => (line.flow === 1 ? line.start : line.end)
  const mains = new Set([...sewer.mains, ...storm.mains])
  /** the main that comes to the upper end of a main, where just one does */
  const before = (line: SurveyLine) => {
    const coming = seeder.linesAt(upper(line)).filter((other) => mains.has(other) && lower(other) === upper(line))
    return coming.length === 1 ? coming[0] : undefined
  }
  const endLevel = (line: SurveyLine) => lower(line).ground - (line.flow === 1 ? line.startDepth : line.endDepth)
  const startDepth = (line: SurveyLine) => (line.flow === 1 ? line.endDepth : line.startDepth)
  const isBesideAnother = (line: SurveyLine) => before(line)?.street === line.street

  for (const line of seeder.lines(sewer.mains, 2, 'outlet-above-inlet', isBesideAnother)) {
    const coming = before(line)
    if (!coming) continue
    const raised = depth(upper(line), endLevel(coming) + 0.2).toFixed(3)
    sewer.table.spoil(line, { [line.flow === 1 ? 'E_Deep' : 'S_Deep']: raised })
    seeder.tell('outlet-above-inlet', sewer.table.pointKey(upper(line)))
  }
  const drop = (line: SurveyLine) => {
    const coming = before(line)
    const isMain = coming !== undefined && before(coming) !== undefined
    return isMain ? endLevel(coming) - (upper(line).ground - startDepth(line)) : 0
  }
  for (const line of seeder.lines(storm.mains, 1, 'manhole-drop', (main) => drop(main) > 1.05)) {
    storm.table.spoil(upper(line), { Subsid: '窨井' })
    seeder.tell('manhole-drop', storm.table.pointKey(upper(line)))
  }
  const isWide = (line: SurveyLine) => Number(line.size) >= 600 && Number(before(line)?.size) >= 600
  for (const line of seeder.lines(storm.mains, 2, 'shrinking-downstream', isWide)) {
    storm.table.spoil(line, { PSize: '400' })
    seeder.tell('shrinking-downstream', storm.table.pointKey(upper(line)))
  }
}

/** A short branch that comes back against the flow of the main it joins. */
function seedSharpTurn(seeder: FaultSeeder): void {
  const { storm, sewer, water } = seeder.city
  const isByLateral = lateralsNear(sewer.laterals, 6)
  const reclaimed = new Set(water.table.lines.filter(({ subclass }) => subclass === 'ZS').map(({ street }) => street))
  const isFit = ({ start, end, street, flow }: SurveyLine) =>
    flow === 0 &&
    start.offset === end.offset &&
    start.street === street &&
    end.street === street &&
    !reclaimed.has(street) &&
    !isByLateral(street, start.station) &&
    seeder.linesAt(start).some((line) => line.end === start && line.flow === 0)
  for (const main of seeder.lines(storm.mains, 1, 'sharp-turn', isFit)) {
    const { start, end, street, startDepth, material } = main
    const station = start.station + 2.1 * Math.sign(end.station - start.station)
    const offset = start.offset + 2.1
    const { table } = storm
    const head = table.point(placeOn(street, station, offset), { street, station, offset, origin: start.origin })
    const level = start.ground - startDepth + 0.02
    const headDepth = depth(head, level + 0.06)
    Object.assign(head, { feature: '', subsid: '窨井', serial: '01', wellDepth: headDepth })
    const options = { startDepth: headDepth, endDepth: depth(start, level), flow: 0, size: '300' } as const
    table.line(head, start, { ...options, material, origin: start.origin, street })
    seeder.tell('sharp-turn', table.pointKey(start))
  }
}

/** Second outlets of road inlets, laid into the foul manhole beside them. */
function seedCrossConnections(seeder: FaultSeeder): void {
  const { storm, sewer } = seeder.city
  const withLateral = new Set(sewer.laterals.map(({ end }) => end))
  const free = sewer.wells.filter((well) => well.subsid === '窨井' && !withLateral.has(well))
  const beside = (inlet: SurveyPoint) => free.find((well) => distance(well, inlet) < 5 && well.street === inlet.street)
  const inlets = storm.table.lines.filter(({ start }) => start.subsid === '雨水箅')
  const { table } = storm
  for (const { start: inlet, startDepth, material, street } of seeder.lines(
    inlets,
    3,
    'cross-connection',
    ({ start }) => Boolean(beside(start)),
  )) {
    const well = beside(inlet)
    if (!well) continue
    const length = distance(well, inlet)
    // inside the manhole, 0.2 m short of its middle
    const share = (length - 0.2) / length
    const place = { x: inlet.x + (well.x - inlet.x) * share, y: inlet.y + (well.y - inlet.y) * share }
    const { station, offset, origin } = well
    const end = table.point(place, { street, station, offset, origin })
    const endDepth = depth(end, inlet.ground - startDepth - 0.02 * length)
    table.line(inlet, end, { startDepth, endDepth, material, size: '300', flow: 0, origin: inlet.origin, street })
    seeder.tell('cross-connection', table.pointKey(end))
  }
}
