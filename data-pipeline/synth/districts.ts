import { EXTENT, type Place } from './plane.ts'
import { riverAt } from './terrain.ts'

export interface District {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly population: number
  /** whom to call before digging */
  readonly office: { readonly zh: string; readonly en: string; readonly phone: string }
  readonly ring: readonly Place[]
}

/** y that parts the eastern districts [m] */
const PARTING = 1200
const SOUTH = -620
const NORTH = EXTENT.height + 60
const WEST = -40
const EAST = EXTENT.width + 60
const RIVER = Array.from({ length: 34 }, (_, i) => SOUTH + ((NORTH - SOUTH) * i) / 33).map((y) => ({
  x: riverAt(y),
  y,
}))

/** Three districts: west of the river, and south and north in the east. */
export const districts: readonly District[] = [
  {
    id: 'DT1',
    zh: '河西街道(示例)',
    en: 'Hexi Subdistrict (example)',
    population: 41200,
    office: officeOf('河西', 'Hexi', 1),
    ring: [{ x: WEST, y: NORTH }, { x: WEST, y: SOUTH }, ...RIVER],
  },
  {
    id: 'DT2',
    zh: '滨海街道(示例)',
    en: 'Binhai Subdistrict (example)',
    population: 23800,
    office: officeOf('滨海', 'Binhai', 2),
    ring: [
      { x: EAST, y: SOUTH },
      { x: EAST, y: PARTING },
      { x: riverAt(PARTING), y: PARTING },
      ...RIVER.filter(({ y }) => y < PARTING).reverse(),
    ],
  },
  {
    id: 'DT3',
    zh: '云台街道(示例)',
    en: 'Yuntai Subdistrict (example)',
    population: 18500,
    office: officeOf('云台', 'Yuntai', 3),
    ring: [
      { x: EAST, y: PARTING },
      { x: EAST, y: NORTH },
      ...RIVER.filter(({ y }) => y > PARTING).reverse(),
      { x: riverAt(PARTING), y: PARTING },
    ],
  },
]

/** Subscribers' numbers never begin with 0, the trunk prefix: these cannot be anybody's. */
function officeOf(zh: string, en: string, number: number): District['office'] {
  return {
    zh: `${zh}街道地下管线服务站(示例)`,
    en: `${en} Underground Pipeline Desk (example)`,
    phone: `0532-0000-000${number}`,
  }
}

export function districtAt(place: Place): string {
  if (place.x < riverAt(place.y)) return 'DT1'
  return place.y < PARTING ? 'DT2' : 'DT3'
}
