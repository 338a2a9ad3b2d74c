import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plume } from '../../../workers/leak-spread/atmosphere/plume.ts'
import { stabilityOf } from '../../../workers/leak-spread/atmosphere/wind.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'leak/prairie-grass')
const ARCS = [50, 100, 200, 400, 800] as const
/** of its folder's README; a metric of the same model is to be within 5 % of it, the bias within 0.02 */
const README = { FB: 0.066, NMSE: 0.5, MG: 1.11, VG: 1.4, FAC2: 0.814, R: 0.91 } as const

interface Pair {
  readonly arc: number
  readonly observed: number
  readonly computed: number
}

describe.runIf(existsSync(folder))('Prairie Grass, the maxima of arcs', () => {
  test('with Briggs rural sigmas', async () => {
    const pairs = pairsOf('rural')
    expect(pairs.length).toBe(145)
    const ours = metrics(pairs)
    const within = (value: number) => [0.95 * value, 1.05 * value] as const
    await validate({
      id: 'leak-prairie-grass',
      title: 'Gas above ground: Prairie Grass 1956',
      setup:
        'Maxima of 145 arcs (29 runs with an Obukhov length) in SO₂ from 0.46 m over grass; Briggs rural, wind at 2 m, class by 1/L. The goals are what the same model gave its author, and lie within the limits of Chang & Hanna 2004 for any model (|FB| < 0.3, NMSE < 1.5, 0.7 < MG < 1.3, VG < 1.6, FAC2 > 0.5).',
      test: 'tests/reference/leak-spread/prairie-grass.test.ts',
      figures: [
        { name: 'fractional bias FB', ours: ours.FB, unit: '', reference: '0.066', goal: [0.046, 0.086] },
        { name: 'NMSE', ours: ours.NMSE, unit: '', reference: '0.50', goal: within(README.NMSE) },
        { name: 'geometric mean bias MG', ours: ours.MG, unit: '', reference: '1.11', goal: within(README.MG) },
        { name: 'geometric variance VG', ours: ours.VG, unit: '', reference: '1.40', goal: within(README.VG) },
        {
          name: 'within a factor of two FAC2',
          ours: ours.FAC2,
          unit: '',
          reference: '0.814',
          goal: within(README.FAC2),
        },
        { name: 'correlation R', ours: ours.R, unit: '', reference: '0.91', goal: within(README.R) },
        ...ARCS.map((arc) => {
          const at = metrics(pairs.filter((pair) => pair.arc === arc))
          return { name: `FAC2 at ${arc} m`, ours: at.FAC2, unit: '' }
        }),
      ],
      plot: {
        ...{ x: 'observed, log₁₀ [mg/m³]', y: 'computed, log₁₀ [mg/m³]' },
        series: [
          ...ARCS.map((arc) => ({
            name: `${arc} m`,
            isReference: true,
            points: pairs
              .filter((pair) => pair.arc === arc)
              .map(({ observed, computed }) => [Math.log10(observed), Math.log10(computed)] as const),
          })),
          {
            name: 'equal',
            points: [
              [-1.2, -1.2],
              [3, 3],
            ],
          },
        ],
      },
    })
  })

  test('with Briggs urban sigmas it is wrong, as it must be over grass', () => {
    const { FB, FAC2 } = metrics(pairsOf('urban'))
    expect(FAC2).toBeLessThan(0.1)
    expect(FB).toBeGreaterThan(1)
  })
})

function pairsOf(terrain: 'rural' | 'urban'): Pair[] {
  const [head = '', ...lines] = readFileSync(join(folder, 'runs.csv'), 'utf8').trim().split('\n')
  const columns = head.trim().split(',')
  return lines.flatMap((line) => {
    const cells = line.trim().split(',')
    const of = (name: string) => {
      const text = cells[columns.indexOf(name)] ?? ''
      return text === '' ? Number.NaN : Number(text)
    }
    const length = of('L_m')
    if (Number.isNaN(length)) return []
    const air = { terrain, stability: stabilityOf(length), wind: of('U2m_m_s') }
    const release = { rate: 1000 * of('Q_g_s'), height: of('source_height_m') }
    return ARCS.map((arc) => ({
      arc,
      observed: of(`arcmax_${arc}`),
      computed: plume(air, release, arc, 0, of('receptor_height_m')),
    }))
  })
}

/** As Chang & Hanna 2004 define them; VG is the second moment of the logarithms, not their variance. */
function metrics(pairs: readonly Pair[]) {
  const mean = (of: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length
  const [observed, computed] = [mean((pair) => pair.observed), mean((pair) => pair.computed)]
  const logs = ({ observed, computed }: Pair) => Math.log(observed) - Math.log(computed)
  const covariance = mean((pair) => (pair.observed - observed) * (pair.computed - computed))
  const spread = Math.sqrt(
    mean((pair) => (pair.observed - observed) ** 2) * mean((pair) => (pair.computed - computed) ** 2),
  )
  return {
    FB: (2 * (observed - computed)) / (observed + computed),
    NMSE: mean((pair) => (pair.observed - pair.computed) ** 2) / (observed * computed),
    MG: Math.exp(mean(logs)),
    VG: Math.exp(mean((pair) => logs(pair) ** 2)),
    FAC2: mean((pair) => Number(pair.computed >= 0.5 * pair.observed && pair.computed <= 2 * pair.observed)),
    R: covariance / spread,
  }
}
