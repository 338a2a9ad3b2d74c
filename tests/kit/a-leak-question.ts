import { ASSET_STATUSES, type AssetStatus } from '../../src/domain/asset/asset.ts'
import type { LeakNetwork, LeakPlan } from '../../src/domain/leak/leak-plan.ts'
import type { LeakQuestion } from '../../src/domain/leak/leak-question.ts'
import { firstLeakScenario, type LeakScenario } from '../../src/domain/leak/leak-scenario.ts'
import { encodePipes, HEAT_SIDE } from '../../src/domain/leak/pipe-file.ts'
import { encodeSpaces, SPACE_KINDS, type SpaceKind } from '../../src/domain/leak/space-file.ts'
import { encodeNetwork, type NetworkFile } from '../../src/domain/network/network-file.ts'

/** The plane of `aNetwork`: its nodes lie on the equator from (0, 0) on, 111.3 m apart. */
export const PLANE = '+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs'

/** Of one pipe what a test wants other than usual: 111.3 m of 0.2 m inside, 1.2 m deep below ground at 10 m, in use. */
export interface PipeGiven {
  readonly length?: number
  readonly diameter?: number
  readonly level?: number
  /** from its first end to its other [m] */
  readonly fall?: number
  readonly depth?: number
  /** [kPa] */
  readonly pressure?: number
  readonly temperature?: number
  readonly material?: string
  readonly subclass?: string
  readonly isAbove?: boolean
  readonly status?: AssetStatus
  readonly deviceKind?: string
}

export interface SpaceGiven {
  readonly id: string
  readonly kind?: SpaceKind
  /** [m³]; left out = not known */
  readonly volume?: number
  /** place or two ends of an axis in the plane [m] */
  readonly at: readonly [x: number, y: number] | readonly [x: number, y: number, otherX: number, otherY: number]
  readonly hasSensor?: boolean
  /** of a foul drain, along its axis [1]; left out = not known, or none */
  readonly fall?: number
}

/** What is asked of a made city. */
export interface Asked {
  readonly scenario?: Partial<LeakScenario>
  readonly plan?: Partial<LeakPlan>
  /** by id of the pipe */
  readonly pipes?: Readonly<Record<string, PipeGiven>>
  /** of heat pipes, by id; left out = not known */
  readonly sides?: Readonly<Record<string, keyof typeof HEAT_SIDE>>
  readonly spaces?: readonly SpaceGiven[]
  /** ids of the spaces at both ends */
  readonly passages?: readonly (readonly [from: string, to: string])[]
}

let made = 0

/** The question of a leak in a network of `aNetwork`; the first pipe leaks unless told otherwise. */
export function aLeakQuestion(kind: LeakNetwork, network: NetworkFile, asked: Asked = {}): LeakQuestion {
  const ids = [...network.linkId]
  // equal names of city and build are taken for equal bytes
  const plan: LeakPlan = {
    ...{
      city: 'made',
      build: `build ${made++}`,
      crs: PLANE,
      wind: [],
      methane: [],
      gasGrades: null,
      missing: [],
      assumed: [],
    },
    networks: [{ discipline: kind, pipes: `leak/pipes-${kind}.bin`, sources: [], ends: [] }],
    spaces: asked.spaces ? 'leak/spaces.bin' : null,
    ...asked.plan,
  }
  const of = (value: (pipe: PipeGiven) => number) => Float32Array.from(ids, (id) => value(asked.pipes?.[id] ?? {}))
  const text = (value: (pipe: PipeGiven) => string | undefined) => ids.map((id) => value(asked.pipes?.[id] ?? {}) ?? '')
  const [level, depth] = [of((pipe) => pipe.level ?? 8.8), of((pipe) => pipe.depth ?? 1.2)]
  const pipes = encodePipes({
    ...{ discipline: kind, length: of((pipe) => pipe.length ?? 111.3), diameter: of((pipe) => pipe.diameter ?? 0.2) },
    ...{ width: of(() => Number.NaN), height: of(() => Number.NaN) },
    ...{
      fromLevel: level,
      toLevel: of((pipe) => (pipe.level ?? 8.8) - (pipe.fall ?? 0)),
      fromDepth: depth,
      toDepth: depth,
    },
    ...{
      pressure: of((pipe) => pipe.pressure ?? Number.NaN),
      temperature: of((pipe) => pipe.temperature ?? Number.NaN),
    },
    built: new Uint16Array(ids.length),
    material: text((pipe) => pipe.material),
    subclass: text((pipe) => pipe.subclass),
    side: Uint8Array.from(ids, (id) => HEAT_SIDE[asked.sides?.[id] ?? 'unknown']),
    isAbove: Uint8Array.from(ids, (id) => Number(asked.pipes?.[id]?.isAbove ?? false)),
    status: Uint8Array.from(ids, (id) => ASSET_STATUSES.indexOf(asked.pipes?.[id]?.status ?? 'in-use')),
    isDevice: Uint8Array.from(ids, (id) => Number(asked.pipes?.[id]?.deviceKind !== undefined)),
    deviceKind: text((pipe) => pipe.deviceKind),
  })
  return {
    plan,
    scenario: { ...firstLeakScenario(kind, ids[0] ?? ''), ...asked.scenario },
    network: bufferOf(encodeNetwork({ ...network, discipline: kind })),
    pipes: bufferOf(pipes),
    spaces: asked.spaces ? bufferOf(spaceFile(asked.spaces, asked.passages ?? [])) : null,
    ...{ beside: null, neighbours: [] },
  }
}

/** Wells 2 m high, 0.4 m across, their middle 1 m below ground at 10 m; passages of 0.07 m² and 20 m. */
function spaceFile(spaces: readonly SpaceGiven[], passages: readonly (readonly [string, string])[]): Uint8Array {
  const short = (value: (space: SpaceGiven) => number) => Float32Array.from(spaces, value)
  const axis = (n: 0 | 1) => Float64Array.from(spaces, ({ at }) => at[n])
  const other = (n: 2 | 3) => Float64Array.from(spaces, ({ at }) => at[n] ?? at[n === 2 ? 0 : 1])
  const place = (id: string) => spaces.findIndex((space) => space.id === id)
  return encodeSpaces({
    ...{ id: spaces.map(({ id }) => id), gid: Int32Array.from(spaces, (_, n) => 500 + n) },
    kind: Uint8Array.from(spaces, ({ kind }) => SPACE_KINDS.indexOf(kind ?? 'well')),
    ...{ volume: short(({ volume }) => volume ?? Number.NaN), height: short(() => 2), radius: short(() => 0.4) },
    ...{
      x: axis(0),
      y: axis(1),
      depth: short(() => 1),
      otherX: other(2),
      otherY: other(3),
      otherDepth: short(() => 1),
    },
    ...{ fall: short(({ fall }) => fall ?? Number.NaN), ground: short(() => 10), people: short(() => 0) },
    hasSensor: Uint8Array.from(spaces, ({ hasSensor }) => Number(hasSensor ?? false)),
    ...{
      from: Int32Array.from(passages, ([from]) => place(from)),
      to: Int32Array.from(passages, ([, to]) => place(to)),
    },
    ...{ area: Float32Array.from(passages, () => 0.07), length: Float32Array.from(passages, () => 20) },
  })
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer
}
