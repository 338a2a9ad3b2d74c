import { burialOf, layCorridors, pairs } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import type { Random } from './random.ts'
import type { Street } from './streets.ts'
import { type Origin, type SurveyLine, type SurveyPoint, SurveyTable } from './survey-table.ts'

export interface Heat {
  readonly table: SurveyTable
  readonly supply: readonly SurveyLine[]
  readonly chambers: readonly SurveyPoint[]
  readonly stations: readonly SurveyPoint[]
}

/** Crown depth [m] of supply and return: the return lies lower so that they pass one another at crossings. */
const COVER = { 供: 1.1, 回: 1.55 } as const

/** Trunk mains from the heat source [mm]. */
const TRUNKS: Readonly<Record<string, number>> = { 云台路: 600, 灯塔街: 500, 渔歌路: 400 }

/** Hot water 130/70 ℃ as supply and return pairs in the same streets. */
export function makeHeat(streets: readonly Street[], originOf: (street: Street) => Origin, random: Random): Heat {
  const table = new SurveyTable('heat', 'RL', 'RS', '401')
  const diameters = new Map(streets.map((street) => [street, diameterOf(street, random)]))
  const chambers: SurveyPoint[] = []
  const stations: SurveyPoint[] = []
  const supply: SurveyLine[] = []
  for (const role of ['供', '回'] as const) {
    const corridors = layCorridors(table, {
      streets,
      offset: (street) => laneOffset(role === '供' ? 'heatSupply' : 'heatReturn', street),
      origin: originOf,
      spacing: 34,
      leg: 14,
      random,
    })
    for (const { street, nodes } of corridors) {
      nodes.forEach(({ point, kind }, i) => {
        point.note = role
        if (kind === 'crossing') {
          Object.assign(point, { feature: '', subsid: '检查室', serial: '05', wellDepth: 2.8 })
          if (role === '供') chambers.push(point)
        } else if (kind === 'middle' && i % 4 === 2)
          Object.assign(point, { feature: '', subsid: '补偿器', serial: '07' })
        else if (kind === 'end') {
          Object.assign(point, { feature: '', subsid: '换热站', serial: '20', name: `${street.zh}换热站(${role})` })
          if (role === '供') stations.push(point)
        }
      })
      const size = String(diameters.get(street) ?? 250)
      pairs(nodes, (start, end) => {
        const line = table.line(start.point, end.point, {
          startDepth: COVER[role],
          endDepth: COVER[role],
          material: 'G',
          size,
          wall: 8,
          pressure: role === '供' ? 1.0 : 0.6,
          temperature: role === '供' ? 130 : 70,
          flow: role === '供' ? 0 : 1,
          origin: start.point.origin,
          street,
          burial: burialOf(start, end),
          note: role,
        })
        if (role === '供') supply.push(line)
      })
    }
    const source = corridors.filter(({ street }) => street.axis === 'east').at(-1)?.nodes[0]?.point
    if (source)
      Object.assign(source, { subsid: '热源厂', feature: '', serial: '21', name: `云台热源厂(${role}、示例)` })
  }
  return { table, supply, chambers, stations }
}

function diameterOf(street: Street, random: Random): number {
  const trunk = TRUNKS[street.zh]
  if (trunk) return trunk
  if (street.class === 'arterial') return 300
  return street.class === 'collector' ? random.pick([250, 300]) : random.pick([150, 200])
}
