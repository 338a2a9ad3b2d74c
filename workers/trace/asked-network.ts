import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import { decodeHydraulics } from '../../src/domain/leak/hydraulics-file.ts'
import { decodePipes, HEAT_SIDE, type PipeFile } from '../../src/domain/leak/pipe-file.ts'
import type { Locale, Localized } from '../../src/domain/localized.ts'
import { type HeatSides, type KnownDirections, knownDirections } from '../../src/domain/network/flow-directions.ts'
import { decodeNetwork, type NetworkFile } from '../../src/domain/network/network-file.ts'
import { PASSAGE } from '../../src/domain/network/topology.ts'
import type { TraceKind, TraceQuestion } from '../../src/domain/network/trace-result.ts'
import { isInUse } from '../leak-spread/question/leaking-pipe.ts'
import { Refusal } from '../refusal.ts'
import { type ComputedFlows, type Hydraulics, WAY } from './flows/computed-flows.ts'
import { gasFlows } from './flows/gas-flows.ts'
import { waterFlows } from './flows/water-flows.ts'

/** A network that is asked, with what is known of it. */
export interface AskedNetwork {
  /** closed where a closed valve sits, and where a pipe is not in use */
  readonly network: NetworkFile & { readonly passage: Uint8Array }
  /** proven by the data, and what is computed where they prove nothing */
  readonly known: KnownDirections
  /** 1 = the direction is computed, not proven */
  readonly isComputed: Uint8Array
  /** null = not computed, why is in `why` if it was tried */
  readonly computed: Pick<ComputedFlows, 'basis' | 'state' | 'agreed' | 'wavering' | 'told'> | null
  /** links whose direction the survey proves, and the network's own model has otherwise: none is taken */
  readonly doubted: number
  readonly why: Localized | null
  /** links that are not in use; 0 where no file tells it */
  readonly unused: number
  /** [m] */
  readonly lengths: Float64Array
}

const DIRECTED: readonly TraceKind[] = ['upstream', 'downstream']
const SOLVED: Readonly<
  Record<string, (network: NetworkFile, given: Hydraulics) => ComputedFlows | Promise<ComputedFlows>>
> = { water: waterFlows, gas: gasFlows }

/** One network at a time: the page asks about the one it shows, again and again. */
let latest: { readonly key: string; readonly asked: AskedNetwork } | null = null

/** Opens the network of a question; its flows are computed when up- or downstream is asked for the first time. */
export async function askNetwork(question: TraceQuestion): Promise<AskedNetwork> {
  const isDirected = DIRECTED.includes(question.kind)
  const keys = [isDirected, true].map((solved) => `${question.networkKey} ${question.pipes !== null} ${solved}`)
  if (latest && keys.includes(latest.key)) return latest.asked
  const asked = await opened(question, isDirected)
  latest = { key: keys[0] ?? '', asked }
  return asked
}

async function opened({ network: bytes, pipes: given }: TraceQuestion, isDirected: boolean): Promise<AskedNetwork> {
  const file = decodeNetwork(bytes)
  const hydraulics = given && {
    ...{ plan: given.plan, pipes: decodePipes(given.file) },
    model: given.hydraulics && decodeHydraulics(given.hydraulics),
  }
  const links = file.linkGid.length
  if (hydraulics && (hydraulics.pipes.length.length !== links || hydraulics.pipes.discipline !== file.discipline))
    throw new Error(
      `trace: ${hydraulics.pipes.length.length} pipes of ${hydraulics.pipes.discipline} for ${links} links of ${file.discipline}`,
    )
  const isUnused = (link: number) => hydraulics !== null && !isInUse(hydraulics.pipes, link)
  const passage = Uint8Array.from(file.from, (_, link) =>
    isUnused(link) ? PASSAGE.closed : (file.passage?.[link] ?? PASSAGE.both),
  )
  const network = { ...file, passage }
  const proven = knownDirections(network, hydraulics && sidesOf(hydraulics.pipes))
  const flows = isDirected && hydraulics ? await flowsOf(network, hydraulics) : null
  const isComputed = Uint8Array.from(proven.directions, (direction, link) =>
    Number(direction === 0 && passage[link] !== PASSAGE.closed && (flows?.computed?.directions[link] ?? 0) !== 0),
  )
  const against = flows?.computed?.against
  const isDoubted = (direction: number, link: number) =>
    direction !== 0 && ((against?.[link] ?? 0) & (direction > 0 ? WAY.forward : WAY.back)) !== 0
  const directions = proven.directions.map((direction, link) => {
    if (isComputed[link]) return flows?.computed?.directions[link] ?? 0
    return isDoubted(direction, link) ? 0 : direction
  })
  return {
    ...{ network, known: { ...proven, directions }, isComputed },
    ...{ computed: flows?.computed ?? null, why: flows?.why ?? null },
    doubted: proven.directions.reduce((count, direction, link) => count + Number(isDoubted(direction, link)), 0),
    unused: Array.from(file.from.keys()).filter(isUnused).length,
    lengths: lengthsOf(file),
  }
}

/** null of a discipline that is not computed, or where its data do not let it be: then why. */
async function flowsOf(network: NetworkFile, hydraulics: Hydraulics) {
  try {
    const solve = SOLVED[network.discipline]
    return { computed: solve ? await solve(network, hydraulics) : null, why: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // that it cannot be, and where first
    const [first, second = first] = error.told
    const both = (locale: Locale) =>
      [...new Set([first?.[locale], second?.[locale]])].join(locale === 'zh' ? '；' : '; ')
    return { computed: null, why: { zh: both('zh'), en: both('en') } }
  }
}

function sidesOf({ discipline, side }: PipeFile): HeatSides | null {
  if (discipline !== 'heat' || !side) return null
  return Int8Array.from(side, (code) => (code === HEAT_SIDE.supply ? 1 : code === HEAT_SIDE.return ? -1 : 0))
}

/** As surveyed; of a link without a length the straight way between its ends [m]. */
function lengthsOf({ length, from, to, nodeLon, nodeLat }: NetworkFile): Float64Array {
  return Float64Array.from(length, (given, link) => {
    if (Number.isFinite(given)) return given
    const [a, b] = [from[link] ?? 0, to[link] ?? 0]
    const straight = planLength(nodeLon[a] ?? 0, nodeLat[a] ?? 0, nodeLon[b] ?? 0, nodeLat[b] ?? 0)
    return Number.isFinite(straight) ? straight : 0
  })
}
