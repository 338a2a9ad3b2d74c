import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What the JavaScript of a page may weigh until first use [bytes, gzip]; pages without a budget are only told. */
const BUDGETS: Readonly<Record<string, number>> = { public: 350_000, leadership: 450_000 }
const ENGINE = /^src\/adapters\/engines\/([\w-]+)\//
/** loaded when a chart is opened or drawn, after first use */
const CHART = /^src\/ui\/chart\//

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/** A page with one of the engines that its scene configs name; null for a page without a scene. Sizes in bytes, gzip. */
export interface PageWeight {
  readonly page: string
  readonly engine: string | null
  /** everything loaded until first use, the engine with it */
  readonly total: number
  readonly engineOnly: number
  /** what its charts add later */
  readonly charts: number
  readonly budget: number | null
  /** engines in what the page loads at once, whatever its scene */
  readonly strayEngines: readonly string[]
}

/**
 * Weighs what every built page loads until first use: its static imports, and those of its scene's engine with the
 * parts of it that the scene's sources need.
 *
 * @param root  the repository, with a built `dist`
 * @throws Error when there is no build
 */
export function benchBundle(root: string): PageWeight[] {
  const path = join(root, 'dist/.vite/manifest.json')
  if (!existsSync(path)) throw new Error('benchBundle: no dist/.vite/manifest.json, build the page first (vite build)')
  const chunks = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>
  const sizes = new Map<string, number>()
  const sizeOf = (file: string) => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(join(root, 'dist', file))).length
    sizes.set(file, known)
    return known
  }
  const weigh = (keys: ReadonlySet<string>) =>
    [...new Set([...keys].flatMap((key) => chunks[key]?.file ?? []))]
      .filter((file) => file.endsWith('.js'))
      .reduce((sum, file) => sum + sizeOf(file), 0)

  return readdirSync(join(root, 'src/pages'))
    .filter((name) => name.endsWith('.html'))
    .flatMap((name) => {
      const page = basename(name, '.html')
      const own = closure(chunks, [`src/pages/${name}`])
      const strayEngines = [...own].flatMap((key) => ENGINE.exec(key)?.[1] ?? [])
      const withCharts = closure(chunks, [...own, ...dynamicOf(chunks, own).filter((key) => CHART.test(key))])
      const scenes = scenesOf(root, page)
      const engines = scenes.length === 0 ? [null] : [...new Set(scenes.map(({ engine }) => engine))]
      return engines.map((engine) => {
        const kinds = scenes.filter((scene) => scene.engine === engine).flatMap(({ kinds }) => kinds)
        const all = engine === null ? own : withEngine(chunks, own, engine, kinds)
        return {
          page,
          engine,
          total: weigh(all),
          engineOnly: weigh(all) - weigh(own),
          charts: weigh(withCharts) - weigh(own),
          budget: BUDGETS[page] ?? null,
          strayEngines,
        }
      })
    })
}

/** @returns  the page keeps its budget and brings no engine of itself */
export function isWithinBudget({ total, budget, strayEngines }: PageWeight): boolean {
  return (budget === null || total <= budget) && strayEngines.length === 0
}

function withEngine(
  chunks: Record<string, Chunk>,
  own: ReadonlySet<string>,
  engine: string,
  kinds: readonly string[],
): Set<string> {
  const entry = `src/adapters/engines/${engine}/index.ts`
  if (!chunks[entry]) throw new Error(`benchBundle: the build has no engine "${engine}"`)
  const engineOwn = closure(chunks, [entry])
  // an engine may load the reader of one kind of source only when it is asked for such a source
  const parts = dynamicOf(chunks, engineOwn).filter(
    (key) => !ENGINE.test(key) || kinds.some((kind) => key.endsWith(`/${kind}.ts`)),
  )
  return closure(chunks, [...own, entry, ...parts])
}

/** The chunks and all that they import statically. */
function closure(chunks: Record<string, Chunk>, from: readonly string[]): Set<string> {
  const found = new Set<string>()
  const visit = (key: string) => {
    if (found.has(key)) return
    found.add(key)
    for (const next of chunks[key]?.imports ?? []) visit(next)
  }
  for (const key of from) visit(key)
  return found
}

function dynamicOf(chunks: Record<string, Chunk>, keys: ReadonlySet<string>): string[] {
  return [...keys].flatMap((key) => chunks[key]?.dynamicImports ?? [])
}

/** The scene configs that a page imports: the only engines it can ever ask for are theirs. */
function scenesOf(root: string, page: string): { engine: string; kinds: string[] }[] {
  const text = readFileSync(join(root, 'src/pages', `${page}.ts`), 'utf8')
  return [...text.matchAll(/scene-configs\/([\w-]+\.json)/g)].map(([, file = '']) => {
    const config = JSON.parse(readFileSync(join(root, 'scene-configs', file), 'utf8'))
    return { engine: config.engine, kinds: config.sources.map(({ kind }: { kind: string }) => kind) }
  })
}
