import { cellAt } from '../../../src/domain/inundation/cells.ts'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { Refusal } from '../../refusal.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { splitSections } from '../network/inp/sections.ts'
import { dayOf } from './design-day.ts'
import { toldByName } from './told-by-name.ts'

/** Across an opening of which it is not known [m]. */
const UNKNOWN_WIDTH = 0.7
/** What a cover that lies in its place lets in [m²]: the least vents of EN 124 for openings above 0.6 m; 示例值, not verified. */
const VENTS = 0.014

type Openings = NonNullable<FloodPlan['drainage']>['openings']

interface AskedDrains {
  readonly network: FloodCase['network']
  /** that take the rain of a roof, by name */
  readonly nodes: ReadonlySet<string>
  readonly told: readonly Localized[]
}

/**
 * The drains of a question: openings to the street, the water at their outfalls with its surge, and what staff switch. What
 * cannot be in is told by name.
 *
 * @param dem  with buildings as no cells
 * @throws Refusal when something is switched that the city does not have
 */
export function drainsOfQuestion({ plan, scenario, drainage: file }: FloodQuestion, dem: Raster): AskedDrains {
  const { drainage } = plan
  if (!drainage || !file) {
    if (scenario.switches.length > 0)
      throw new Refusal([{ zh: '设备切换：本市没有排水管网', en: 'switches: the city has no drains' }])
    return { network: undefined, nodes: new Set(), told: [NO_DRAINS] }
  }
  const isOnGround = ({ at: [x, y] }: Openings[number]) => {
    const cell = cellAt(dem, x, y)
    return cell !== null && !Number.isNaN(dem.values[cell])
  }
  const openings = drainage.openings.filter(isOnGround)
  const told = [
    ...toldByName(
      drainage.openings.filter((opening) => !isOnGround(opening)).map(({ node }) => node),
      '个井口处没有地面（建筑之下或网格之外），不与地面交换',
      'openings lie on no ground (below a building or outside of the grid): nothing passes there',
    ),
    ...toldByName(
      openings.filter(({ width_m }) => width_m === null).map(({ node }) => node),
      `个井口尺寸未知，按 ${UNKNOWN_WIDTH} m 取`,
      `openings of unknown size are taken as ${UNKNOWN_WIDTH} m wide`,
    ),
  ]
  if (openings.some(({ kind }) => kind === 'manhole')) told.push(COVERS)
  const closed = drainage.nodes - drainage.openings.length - drainage.outfalls.length
  if (closed > 0)
    told.push({
      zh: `${closed} 个井室不通地面：水位高于井口时不溢出，向上游壅水。`,
      en: `${closed} chambers open to no street: what rises in them does not come out but backs up.`,
    })
  const inp = new TextDecoder().decode(file)
  const sections = splitSections(inp, drainage.path)
  // a closed chamber takes the rain of a roof as an open one does
  const nodes = new Set(
    [...sections.rows('JUNCTIONS'), ...sections.rows('STORAGE')].flatMap(({ words: [id] }) => id ?? []),
  )
  return {
    told,
    nodes,
    network: {
      inp,
      manholes: openings.map(({ node, kind, at: [x, y], width_m }) => ({
        ...{ node, x, y, width_m: width_m ?? UNKNOWN_WIDTH },
        ...(kind === 'manhole' ? { vent_m2: VENTS } : {}),
      })),
      // else what rises in a sump whose pump is off would be lost, and the street above it dry
      lids: 'bear',
      switches: scenario.switches.map(({ id, time_s, setting }) => ({ link: id, t_s: time_s, setting })),
      outfalls: raisedOutfalls(plan, drainage.outfalls, scenario.surge),
    },
  }
}

/** The sea with its surge; a river at its level. The file itself knows the levels without a surge. */
function raisedOutfalls(
  { waters }: FloodPlan,
  outfalls: NonNullable<FloodPlan['drainage']>['outfalls'],
  surge: number,
): NonNullable<FloodCase['network']>['outfalls'] {
  return outfalls.flatMap(({ node, water }) => {
    const series = dayOf(waters, water, 'level_m', surge)
    return series.length > 0 ? [{ node, series }] : []
  })
}

const COVERS: Localized = {
  zh: `井盖在位时只按通气孔进水（${VENTS} m²，示例值），管道水位高于井口时按开敞井口冒水。`,
  en: `Covers in their places let in what their vents take (${VENTS} m², an example value); water that comes up lifts them.`,
}

const NO_DRAINS: Localized = {
  zh: '排水管网与泵站未计入：地面雨水全部留在地面，街道积水偏深。',
  en: 'Drains and pumps are not in: what rains on the ground stays there, so that streets are shown wetter than they would be.',
}
