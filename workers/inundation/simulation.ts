import { accountsOf, type VolumeAccount } from '../../src/domain/inundation/accounts.ts'
import { type FloodQuestion, floodQuestionSchema } from '../../src/domain/inundation/flood-question.ts'
import type { ComputedFrame } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { Balance } from '../../src/domain/run-summary.ts'
import type { Simulation } from '../contract.ts'
import { computeFlood } from './compute.ts'
import { prepare } from './prepare/prepare.ts'
import { caseOfQuestion } from './question/case-of-question.ts'
import { type Machine, thisMachine } from './surface/choose.ts'
import { switchDesk } from './switch-desk.ts'

/** Above this share of the volume that came a run is not trustworthy. */
export const VOLUME_TOLERANCE = 1e-4
/** Less than this that leaves the picture is not told of [m³]. */
const TELLS = 1

/** 内涝模拟: where water goes, how deep, how fast and when. Any threads give the same; a graphics card takes other steps. */
export const inundationBy = (machine: Machine): Simulation<FloodQuestion, ComputedFrame, FloodOutcome> => ({
  id: 'inundation',
  name: { zh: '内涝模拟', en: 'Inundation' },
  input: floodQuestionSchema,
  sources: [
    { text: 'Audusse, E. et al. (2004). A fast and stable well-balanced scheme with hydrostatic reconstruction.' },
    { text: 'Toro, E. F. (2001). Shock-Capturing Methods for Free-Surface Shallow Flows.' },
    { text: 'van Leer, B. (1979). Towards the ultimate conservative difference scheme V.' },
  ],
  async *run(input, host) {
    const started = host.now()
    const { given, standing, told } = caseOfQuestion(input)
    const prepared = prepare(given, standing)
    const outcome = yield* computeFlood(prepared, machine, host.now, switchDesk(host))
    const balance = accountsOf(outcome).map(balanceOf)
    return {
      outcome,
      balance,
      caveats: [...told, ...prepared.notes, ...caveatsOf(outcome, balance)],
      milliseconds: host.now() - started,
    }
  },
})

/** By the thread that asks alone. */
export const inundation = inundationBy(thisMachine(null))

const QUANTITIES = {
  ground: { zh: '地面水量', en: 'Water on the ground' },
  drains: { zh: '管网水量', en: 'Water in the drains' },
} as const

function balanceOf({ of, in: came, out, errorShare }: VolumeAccount): Balance {
  return {
    ...{ quantity: QUANTITIES[of], unit: 'm³', in: came, out },
    ...{ error: errorShare, tolerance: VOLUME_TOLERANCE },
  }
}

function caveatsOf({ network }: FloodOutcome, balance: readonly Balance[]): Localized[] {
  const caveats: Localized[] = []
  for (const { quantity, error, tolerance } of balance)
    if (error > tolerance)
      caveats.push({
        zh: `${quantity.zh}误差 ${(100 * error).toFixed(3)}%，超过 ${100 * tolerance}%：结果不可信。`,
        en: `${quantity.en}: volume error ${(100 * error).toFixed(3)}%, above ${100 * tolerance}%: not trustworthy.`,
      })
  if (network && network.spilled >= TELLS)
    caveats.push({
      zh: `${network.spilled.toFixed(0)} m³ 从不通地面的井口溢出，未画在图上。`,
      en: `${network.spilled.toFixed(0)} m³ came over rims that open to no ground of the grid: they are not on the map.`,
    })
  return caveats
}
