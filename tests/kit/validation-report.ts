import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url))
const FOLDER = join(DOCS, 'validation')
/** `npm run reference` writes the report; other runs only hold the figures to their goals. */
const isWritten = process.env.LIFELINE_REFERENCE === '1'
const MOST_POINTS = 240

/** One figure of a case: ours, what it is held to, and what others reach. */
export interface Figure {
  readonly name: string
  readonly ours: number
  readonly unit: string
  /** the range that the goal asks for; left out = nobody set one */
  readonly goal?: readonly [least: number, most: number]
  /** where the goal is missed: the range that is reached, and held */
  readonly reached?: readonly [least: number, most: number]
  readonly reference?: string
  /** what published codes give */
  readonly published?: string
}

/** A line, or points, of a plot. */
export interface PlotSeries {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly isReference?: boolean
}

/** A case of the report. */
export interface Validation {
  /** name of its files in docs/validation */
  readonly id: string
  readonly title: string
  /** how it is set up, in a sentence */
  readonly setup: string
  /** the test that runs it, from the repository */
  readonly test: string
  readonly figures: readonly Figure[]
  readonly plot: { readonly x: string; readonly y: string; readonly series: readonly PlotSeries[] }
}

/** Writes a case into docs/validation.md when the reference run asks for it, and holds its figures to their goals. */
export async function validate(validation: Validation): Promise<void> {
  if (isWritten) await write(validation)
  for (const { name, ours, unit, goal, reached = goal } of validation.figures) {
    expect(ours, `${validation.title}, ${name}`).not.toBeNaN()
    if (!reached) continue
    const told = `${validation.title}, ${name}: ${short(ours)} ${unit}`
    expect(ours, `${told}, expected at least ${reached[0]}`).toBeGreaterThanOrEqual(reached[0])
    expect(ours, `${told}, expected at most ${reached[1]}`).toBeLessThanOrEqual(reached[1])
  }
}

async function write(validation: Validation): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  await writeFile(join(FOLDER, `${validation.id}.svg`), await draw(validation))
  await writeFile(join(FOLDER, `${validation.id}.md`), sectionOf(validation))
  // another process may write a case at the same time: whoever comes last sees both
  const path = join(DOCS, 'validation.md')
  for (let text = await reportOf(); ; text = await reportOf()) {
    if (existsSync(path) && (await readFile(path, 'utf8')) === text) return
    const draft = `${path}.${process.pid}`
    await writeFile(draft, text)
    await rename(draft, path)
  }
}

async function reportOf(): Promise<string> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.md')).sort()
  const parts = await Promise.all(
    PARTS.map(async ({ head, owns }) => {
      const sections = await Promise.all(names.filter(owns).map((name) => readFile(join(FOLDER, name), 'utf8')))
      return `${head}\n${sections.map((section) => section.replaceAll('](', '](validation/')).join('\n')}`
    }),
  )
  return `${HEAD}\n${parts.join('\n')}`
}

const HEAD = `# Validation

Written by \`npm run reference\`, or a case alone by the command beside it; not by hand. Data and goals: \`bench/\`
(LIFELINE_BENCH). A goal that is missed says so, and the test then holds what is reached.
`

/** The parts of the report: a case belongs to one by its id. */
const PARTS: readonly { readonly head: string; readonly owns: (name: string) => boolean }[] = [
  {
    head: `# Floods

Every case runs through \`lifeline simulate inundation\` on its default backend (float32) unless it says otherwise.

Not here, because their data are not in \`bench/flood\`: EA tests 1, 3, 6, 7 and 8.
`,
    owns: (name) => !/^(leak|drain|structure)-/.test(name),
  },
  {
    head: `# Drains

Against EPA SWMM 5.2.4, built from its source, on the networks of its own test suite (\`bench/flood/swmm-networks\`). Every depth
and discharge is compared at every report of SWMM, in the units of the file. Bounds: peak of a discharge 5 %, of a depth 5 % or
0.05 m, efficiency (Nash, Sutcliffe) 0.98, volume 0.1 %. Each series beyond a bound has its rows, or is counted; why it is beyond stands in
workers/inundation/network/README.md.
`,
    owns: (name) => name.startsWith('drain-'),
  },
  {
    head: `# Structures and coupling

Structures on the faces of cells against HEC-RAS, and what must hold through all of them together, with drains below.
`,
    owns: (name) => name.startsWith('structure-'),
  },
  {
    head: `# Leaks

Gas, water and heat that leave a pipe, and where they go. Evidence is of class A where it is held to a reference here, B where
to measurements in the field, C where to physics only.
`,
    owns: (name) => name.startsWith('leak-'),
  },
]

function sectionOf({ id, title, setup, test, figures }: Validation): string {
  const rows = figures.map(({ name, ours, unit, goal, reference = '', published = '' }) => {
    const isMet = goal && ours >= goal[0] && ours <= goal[1]
    const held = goal ? [`${rangeOf(goal)} ${unit}`, isMet ? 'met' : '**missed**'] : ['', '']
    const cells = [name, `${short(ours)} ${unit}`, reference, ...held, published]
    return `| ${cells.map((cell) => cell.trim()).join(' | ')} |`
  })
  return `## ${title}

${setup} \`LIFELINE_REFERENCE=1 npx vitest run ${test}\`

| figure | ours | reference | goal | | published codes |
|---|---|---|---|---|---|
${rows.join('\n')}

![${title}](${id}.svg)
`
}

function rangeOf([least, most]: readonly [number, number]): string {
  if (least === -Infinity || least === 0) return `≤ ${short(most)}`
  return most === Infinity ? `≥ ${short(least)}` : `${short(least)} … ${short(most)}`
}

function short(value: number): string {
  const size = Math.abs(value)
  if (value === 0) return '0'
  return size < 1e-3 || size >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(size < 100 ? 4 : 5)))
}

async function draw({ title, plot }: Validation): Promise<string> {
  // takes a second to load, so only where a picture is drawn
  const echarts = await import('echarts')
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 640, height: 320 })
  const axis = (name: string) => ({ type: 'value' as const, name, nameLocation: 'middle' as const, scale: true })
  chart.setOption({
    ...{ animation: false, backgroundColor: '#fff', legend: { top: 4, itemHeight: 8 } },
    color: ['#0b6bcb', '#d9480f', '#2b8a3e', '#862e9c', '#5f3dc4', '#c2255c', '#495057', '#e67700'],
    grid: { left: 64, right: 20, top: 48, bottom: 48 },
    xAxis: { ...axis(plot.x), nameGap: 28 },
    yAxis: { ...axis(plot.y), nameGap: 44 },
    series: plot.series.map(({ name, points, isReference = false }) =>
      isReference && points.length <= 40
        ? { name, type: 'scatter' as const, symbolSize: 5, data: points.map(([x, y]) => [x, y]) }
        : {
            ...{ name, type: 'line' as const, showSymbol: false, data: thinned(points) },
            lineStyle: isReference ? { type: 'dashed' as const, width: 2 } : { width: 1.5 },
          },
    ),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  // what answers a pointer has no place in a picture
  const still = svg.replace(/<style[\s\S]*?<\/style>/, '').replace(/ (class|pointer-events)="[^"]*"/g, '')
  return `${still.replace('>', `><title>${title}</title>`).trim()}\n`
}

function thinned(points: readonly (readonly [number, number])[]): [number, number][] {
  const every = Math.max(1, Math.ceil(points.length / MOST_POINTS))
  return points.flatMap(([x, y], index): [number, number][] =>
    index % every === 0 || index === points.length - 1 ? [[x, y]] : [],
  )
}
