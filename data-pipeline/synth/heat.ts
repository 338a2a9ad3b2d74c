import { burialOf, type CorridorNode, layCorridors, pairs } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import { distance } from './plane.ts'
import type { Random } from './random.ts'
import type { Street } from './streets.ts'
import { type Origin, type SurveyLine, type SurveyPoint, SurveyTable } from './survey-table.ts'

export interface Heat {
  readonly table: SurveyTable
  readonly supply: readonly SurveyLine[]
  readonly chambers: readonly SurveyPoint[]
  readonly stations: readonly SurveyPoint[]
  /** stations that heat buildings, by where their flow and return meet the network */
  readonly exchanges: readonly Exchange[]
}

type Role = '供' | '回'

export interface Exchange {
  readonly flow: SurveyPoint
  readonly back: SurveyPoint
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
  const ofRole: Record<Role, SurveyPoint[]> = { 供: [], 回: [] }
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
      valveLegs(nodes)
      nameExchanges(nodes, street, role)
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
    for (const { nodes } of corridors)
      ofRole[role].push(...nodes.flatMap(({ point }) => (point.subsid === '换热站' ? [point] : [])))
  }
  const exchanges = ofRole.供.flatMap((flow): Exchange[] => {
    const name = flow.name.replace('(供)', '(回)')
    const [back] = ofRole.回
      .filter((point) => point.name === name)
      .sort((a, b) => distance(a, flow) - distance(b, flow))
    return back ? [{ flow, back }] : []
  })
  return { table, supply, chambers, stations, exchanges }
}

/** Three of the four ways of a crossing can be shut; flow and return at the same ones. */
function valveLegs(nodes: readonly CorridorNode[]): void {
  const legs = nodes.filter(({ kind }) => kind === 'leg')
  legs.forEach(({ point }, i) => {
    if (i % 4 === 3) return
    const operable = i % 11 === 5 ? 0 : i % 7 === 4 ? null : 1
    Object.assign(point, { feature: '', subsid: '分段阀', serial: '04', operable })
  })
}

/** Between two crossings the node in the middle becomes a station of the blocks beside it. */
function nameExchanges(nodes: readonly CorridorNode[], street: Street, role: Role): void {
  // a crossing has the station of one of its two streets: what lies between is told by order
  const crossings = Array.from(nodes.keys()).filter((i) => nodes[i]?.kind === 'crossing')
  crossings.forEach((first, i) => {
    const free = nodes
      .slice(first, crossings[i + 1] ?? first)
      .filter(({ kind, point }) => kind === 'middle' && !point.subsid)
    const point = free[Math.floor(free.length / 2)]?.point
    const name = `${street.zh}${i + 1}号换热站(${role})`
    if (point) Object.assign(point, { feature: '', subsid: '换热站', serial: '20', name })
  })
}

function diameterOf(street: Street, random: Random): number {
  const trunk = TRUNKS[street.zh]
  if (trunk) return trunk
  if (street.class === 'arterial') return 300
  return street.class === 'collector' ? random.pick([250, 300]) : random.pick([150, 200])
}
