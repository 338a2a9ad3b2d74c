import type { FloodPlan } from '../../src/domain/inundation/flood-plan.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { PlacedAsset } from '../publish/placed.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import { type DrainageNodes, isWritable, NODE_ROLE } from './drainage-part.ts'

const PART = 'drainage'
/** of a sharp sluice; Rossman: SWMM Reference Manual II, 2017, §6.3 (0.65 typical of sharp edges) */
const UNTOLD_GATE = 0.65
/** kinds of devices that let water by under or over them, as the readers name them */
const KINDS: Readonly<Record<string, 'orifice' | 'weir'>> = { 孔口: 'orifice', 闸门: 'orifice', 堰: 'weir' }
/** the shapes that each type may have; a weir of another is not known here */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  SIDE: ['CIRCULAR', 'RECT_CLOSED'],
  BOTTOM: ['CIRCULAR', 'RECT_CLOSED'],
  TRANSVERSE: ['RECT_OPEN'],
  SIDEFLOW: ['RECT_OPEN'],
  'V-NOTCH': ['TRIANGULAR'],
}
const WHY: Localized = {
  zh: '闸门、孔口、堰等，尺寸、高程、系数或端点未知：其处不通水，也不能切换',
  en: 'gates, orifices, weirs and the like whose size, level, coefficient or ends are not known: nothing passes there, and none can be switched',
}
const ASSUMED = {
  coefficient: {
    zh: `闸孔流量系数未知，取 ${UNTOLD_GATE}`,
    en: `the gate's discharge coefficient is not known: it is taken as ${UNTOLD_GATE}`,
  },
  open: {
    zh: '闸门、孔口、堰的现状开度与调度规则未知：切换之前按全开',
    en: 'how far gates, orifices and weirs are open, and by what rules, is not known: fully open until they are switched',
  },
} as const satisfies Record<string, Localized>

type PlannedGate = NonNullable<FloodPlan['drainage']>['gates'][number]

/** An opening between two nodes that staff can shut. */
export interface DrainageGate extends PlannedGate {
  /** of SWMM: SIDE or BOTTOM of an orifice, else of a weir */
  readonly opening: string
  readonly shape: string
  /** across and up when it is fully open [m]; a circle has its height alone */
  readonly width: number
  readonly height: number
  /** of the sill or crest [m, H] */
  readonly sill: number
  /** of an orifice without unit, of a weir [m^½/s] */
  readonly coefficient: number
  readonly hasFlap: boolean
  readonly endContractions: number
  readonly canSurcharge: boolean
}

/** A gate as the survey tells it; ends are running numbers of points, -1 = none; null = not known. */
export interface GivenGate {
  readonly id: string
  readonly ends: readonly [from: number, to: number]
  readonly gate: Omit<DrainageGate, 'from' | 'to' | 'coefficient'> & { readonly coefficient: number | null }
}

export interface KeptGate {
  /** rows of nodes */
  readonly from: number
  readonly to: number
  readonly gate: Omit<DrainageGate, 'from' | 'to'>
}

/** A device of the sewers that is no pump as a gate; what lacks a measure is told in `missing` and is none. */
export function gateOf({ id, of }: PlacedAsset, missing: ToldParts): GivenGate[] {
  if (of.type !== 'device') return []
  const { attributes, kind: device, name } = of.device
  const kind = KINDS[device]
  const number = (key: string) => (typeof attributes[key] === 'number' ? attributes[key] : Number.NaN)
  const [opening, shape] = [String(attributes.opening ?? ''), String(attributes.shape ?? '')]
  const [height, width, sill] = [number('height_m'), number('width_m'), number('sill_level_m')]
  const coefficient = number('coefficient') > 0 ? number('coefficient') : null
  const isSized = height > 0 && (width > 0 || shape === 'CIRCULAR') && !Number.isNaN(sill)
  // a reader leaves the coefficient of a gate to the sluice's own; a weir's depends on its crest
  const isKnown = isSized && (kind === 'orifice' || coefficient !== null) && attributes.curve === undefined
  if (kind && isKnown && SHAPES[opening]?.includes(shape)) {
    const flags = { hasFlap: attributes.has_flap === true, canSurcharge: attributes.can_surcharge !== false }
    const measures = { opening, shape, width: width || 0, height, sill, coefficient }
    const gate = { ...measures, ...flags, endContractions: number('end_contractions') || 0 }
    return [{ id, ends: of.ends, gate: { ...gate, id, name: name ?? id, kind } }]
  }
  missing.add(PART, WHY, id)
  return []
}

/** Gates whose ends are known; none begins at an outfall, which takes water alone. */
export function keptGates(
  nodes: DrainageNodes,
  rowOf: ReadonlyMap<number, number>,
  told: { readonly gates: readonly GivenGate[]; readonly missing: ToldParts; readonly assumed: ToldParts },
): KeptGate[] {
  return told.gates.flatMap(({ id, ends, gate }): KeptGate[] => {
    const [from, to] = [rowOf.get(ends[0]), rowOf.get(ends[1])]
    if (from === undefined || to === undefined || nodes.columns.role[from] === NODE_ROLE.outfall || !isWritable(id)) {
      told.missing.add(PART, WHY, id)
      return []
    }
    if (gate.coefficient === null) told.assumed.add(PART, ASSUMED.coefficient, id)
    told.assumed.add(PART, ASSUMED.open, id)
    return [{ from, to, gate: { ...gate, coefficient: gate.coefficient ?? UNTOLD_GATE } }]
  })
}

/** Rows of [ORIFICES], [WEIRS] and [XSECTIONS]; levels are those of the file, lengths in metres. */
export function gateRows(gates: readonly DrainageGate[]) {
  const rows = (own: DrainageGate['kind'], end: (gate: DrainageGate) => readonly (string | number)[]) =>
    gates
      .filter(({ kind }) => kind === own)
      .map((gate) => {
        const { id, from, to, opening, sill, coefficient, hasFlap } = gate
        return [id, from, to, opening, sill.toFixed(3), coefficient, hasFlap ? 'YES' : 'NO', ...end(gate)].join(' ')
      })
  return {
    orifices: rows('orifice', () => [0]),
    weirs: rows('weir', ({ endContractions, canSurcharge }) => [endContractions, 0, canSurcharge ? 'YES' : 'NO']),
    sections: gates.map(
      ({ id, shape, height, width }) => `${id} ${shape} ${height.toFixed(3)} ${width.toFixed(3)} 0 0`,
    ),
  }
}
