import { loadavg } from 'node:os'
import { benchInundation, type InundationFigures } from '../../tests/bench/inundation.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, wholeNumber } from './bench.ts'

/** What each figure must reach; shares and ratios are of figures of one run. */
const FLOOD_GOALS = {
  millionsASecond: 15,
  ofNative: 0.75,
  /** a full step counts as two stages */
  nativeStages: 40,
  twoThreads: { large: 1.75, small: 1.5 },
  growth: 1.5,
  wetCost: 0.1,
  preview: 120,
} as const

interface Line {
  readonly text: string
  readonly goal: string
  readonly isMet: boolean
}

export const inundation: Bench = {
  name: 'inundation',
  synopsis: '[--cells 1000000]',
  about: `the flood's kernel on wet cells, held against the same scheme in C by hand in 4-wide SSE, compiled now where there
is a compiler; two threads against one, a tenth and ten times the cells, and a grid that is wet in a twentieth. Goals: ≥
${FLOOD_GOALS.millionsASecond} M cell-steps/s, ≥ ${FLOOD_GOALS.ofNative} of C, two threads ≥ ${FLOOD_GOALS.twoThreads.large} ×, time for a cell ≤ ${FLOOD_GOALS.growth} × from small to large, ≤ ${100 * FLOOD_GOALS.wetCost} % of the cost
where 5 % is wet. Let nothing else run.`,
  options: { cells: { value: 'N', means: 'of the flood, default 1000000, ≥ 100000' } },
  async run(args, terminal) {
    const cells = wholeNumber(args, 'cells', 1_000_000, 100_000)
    const machine = describeMachine()
    const load = loadavg().map((value) => value.toFixed(1))
    const figures = await benchInundation(cells, terminal.progress)
    const lines = judged(figures)
    terminal.result(
      { machine, load, goals: FLOOD_GOALS, figures },
      [
        `${machine}, load ${load.join(' ')}; ${figures.cells} wet cells, full step of second order with friction and rain`,
        ...lines.map(({ text, goal, isMet }) => `${isMet ? 'ok    ' : 'missed'} ${text} (goal ${goal})`),
        `       TypeScript in float64: ${figures.reference.toFixed(2)} M cell-steps/s, ${share(figures.reference, figures.wasm)} of WASM`,
        ...figures.native
          .slice(1)
          .map(
            (one) =>
              `       ${one.encoding}: ${one.millions.toFixed(1)} M cell-steps/s, WASM ${share(figures.wasm, one.millions)} of it`,
          ),
      ].join('\n'),
    )
    return lines.every(({ isMet }) => isMet) ? EXIT.ok : EXIT.findings
  },
}

function judged({ wasm, native, twoThreads, growth, wetShare, preview }: InundationFigures): Line[] {
  const goals = FLOOD_GOALS
  const least = (text: string, value: number, goal: number, unit = ''): Line => ({
    ...{ text, goal: `≥ ${goal}${unit}`, isMet: value >= goal },
  })
  const most = (text: string, value: number, goal: number): Line => ({
    text,
    goal: `≤ ${Number(goal.toFixed(3))}`,
    isMet: value <= goal,
  })
  const [first] = native
  const [small, , large] = growth
  const grown = (large?.nanoseconds ?? Number.NaN) / (small?.nanoseconds ?? Number.NaN)
  return [
    least(`WASM, one thread: ${wasm.toFixed(1)} M cell-steps/s`, wasm, goals.millionsASecond),
    ...(first
      ? [
          least(
            `C by ${first.compiler}, ${first.encoding} by hand: ${(2 * first.millions).toFixed(1)} M cell-stages/s`,
            ...([2 * first.millions, goals.nativeStages] as const),
          ),
          { text: 'C leaves the same water', goal: 'the same sums', isMet: native.every(({ isSame }) => isSame) },
          least(`WASM against C: ${(wasm / first.millions).toFixed(2)}`, wasm / first.millions, goals.ofNative),
        ]
      : [{ text: 'no C compiler for x86 here: not compared', goal: `≥ ${goals.ofNative}`, isMet: false }]),
    least(`preview, one thread: ${preview.toFixed(1)} M cell-steps/s`, preview, goals.preview),
    ...twoThreads.map(({ cells, ratio }, index) =>
      least(
        ...([`two threads, ${cells} cells: ${ratio.toFixed(2)} × one`, ratio] as const),
        index === 0 ? goals.twoThreads.large : goals.twoThreads.small,
      ),
    ),
    most(
      `${growth.map(({ cells, nanoseconds }) => `${nanoseconds.toFixed(1)} ns at ${cells}`).join(', ')} cells: × ${grown.toFixed(2)}`,
      ...([grown, goals.growth] as const),
    ),
    ...wetShare.map(({ shape, wet, cost }) =>
      most(
        `${shape}, ${(100 * wet).toFixed(1)} % wet: ${(100 * cost).toFixed(1)} % of the cost of all wet`,
        ...([cost, goals.wetCost * (wet / 0.05)] as const),
      ),
    ),
  ]
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
