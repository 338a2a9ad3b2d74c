import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { faces } from '../src/domain/access/faces.ts'
import { sceneConfigSchema } from '../src/domain/config/scene-config.ts'
import { disciplines } from '../src/domain/disciplines/index.ts'
import { registry } from '../workers/registry.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['src', 'workers', 'data-pipeline', 'server', 'cli']
const LINE_WALL = 400

/**
 * Who may import whom among our own folders (ARCHITECTURE.md). The first rule whose `folder` begins the file's path
 * holds; a file may always import from its own folder.
 */
const DOORS: readonly { readonly folder: string; readonly may: readonly string[] }[] = [
  { folder: 'src/domain', may: [] },
  { folder: 'src/ports', may: ['src/domain'] },
  { folder: 'src/adapters/compute', may: ['src/ports', 'src/domain', 'workers'] },
  { folder: 'src/adapters', may: ['src/ports', 'src/domain'] },
  { folder: 'src/state', may: ['src/ports', 'src/domain'] },
  { folder: 'src/commands', may: ['src/state', 'src/ports', 'src/domain'] },
  { folder: 'src/scene', may: ['src/state', 'src/ports', 'src/domain'] },
  { folder: 'src/i18n', may: ['src/domain'] },
  { folder: 'src/ui', may: ['src/commands', 'src/state', 'src/i18n', 'src/domain', 'src/ports'] },
  {
    folder: 'src/audiences',
    may: ['src/ui', 'src/commands', 'src/state', 'src/i18n', 'src/domain', 'src/ports'],
  },
  { folder: 'src', may: ['src', 'workers', 'scene-configs'] },
  { folder: 'workers', may: ['src/domain'] },
  { folder: 'data-pipeline', may: ['src/domain'] },
  { folder: 'server', may: ['src/domain'] },
  { folder: 'cli', may: ['data-pipeline', 'server', 'workers', 'src/domain', 'tests/bench'] },
]

/** Packages with one home: an engine or client type anywhere else and its port is dead. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  cesium: ['src/adapters/engines/cesium/'],
  three: ['src/adapters/engines/three/'],
  'three-mesh-bvh': ['src/adapters/engines/three/'],
  '3d-tiles-renderer': ['src/adapters/engines/three/'],
  '@deck.gl/core': ['src/adapters/engines/deck/'],
  '@deck.gl/layers': ['src/adapters/engines/deck/'],
  '@supabase/supabase-js': ['src/adapters/'],
  comlink: ['src/adapters/compute/', 'workers/expose.ts'],
  'epanet-js': ['workers/leak-spread/water/engine.ts'],
}
const DOMAIN_PACKAGES = ['zod', 'proj4']

/** what this test reads of biome.json */
interface Lint {
  readonly overrides: readonly {
    readonly includes: readonly string[]
    readonly linter: {
      readonly rules: {
        readonly style: {
          readonly noRestrictedImports: {
            readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] }
          }
        }
      }
    }
  }[]
}

interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const sources: Source[] = FOLDERS.flatMap(filesBelow).map((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return { path, text, imports: importsOf(text) }
})
/** Tests may look across folders, the code they test may not. */
const code = sources.filter(({ path }) => !/\.test\.tsx?$/.test(path))

describe('the import rule', () => {
  it('finds every way to write an import', () => {
    const text = `import a from './a.ts'
      import type { B } from "./b.ts"
      import './c.css'
      export * from './d.ts'
      export { type E } from './e.ts'
      const f = await import('./f.ts')
      let g: import('./g.ts').G
      import {
        h,
      } from './h.ts'
      // import i from './i.ts'`
    expect(importsOf(text).sort()).toEqual(
      ['a.ts', 'b.ts', 'c.css', 'd.ts', 'e.ts', 'f.ts', 'g.ts', 'h.ts'].map((name) => `./${name}`),
    )
  })

  it('lets each folder import only what ARCHITECTURE.md says', () => {
    expect(code.flatMap(trespasses)).toEqual([])
  })

  it('is told to the linter too, so that an editor shows a trespass at once', () => {
    const { overrides } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as Lint
    const folders = DOORS.map(({ folder }) => folder).filter(
      (folder) => folder !== 'src' && folder !== 'src/adapters/compute',
    )
    for (const { folder, may } of DOORS.filter((door) => door.folder !== 'src')) {
      const rule = overrides.find(({ includes }) => includes[0] === `${folder}/**`)?.linter.rules.style
      const shut = rule?.noRestrictedImports.options.patterns[0]?.group.join().match(/[\w-]+/g) ?? []
      const closed = folders.filter(
        (other) => !folder.startsWith(other) && other !== 'src/domain' && !may.includes(other),
      )
      const open = folders.filter((other) => !closed.includes(other))
      const names = (paths: readonly string[]) => paths.map((path) => basename(path))
      expect(shut, folder).toEqual(expect.arrayContaining(names(closed)))
      expect(
        shut.filter((name) => names(open).includes(name)),
        folder,
      ).toEqual([])
    }
  })

  it('keeps engine, backend and worker packages in their adapters', () => {
    const strays = code.flatMap(({ path, imports }) =>
      imports
        .map((name) => ({ name, homes: HOMES[packageOf(name)] }))
        .filter(({ homes }) => homes && !homes.some((home) => path.startsWith(home)))
        .map(({ name }) => `${path} → ${name}`),
    )
    expect(strays).toEqual([])
  })

  it('lets the domain import nothing but zod and proj4', () => {
    const strays = code
      .filter(({ path }) => path.startsWith('src/domain/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter((name) => !name.startsWith('.') && !DOMAIN_PACKAGES.includes(packageOf(name)))
          .map((name) => `${path} → ${name}`),
      )
    expect(strays).toEqual([])
  })

  it('keeps clock, chance and storage out of the domain and the simulations', () => {
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|localStorage)/
    // drive.ts hands the clock to the simulations, as their host
    const pure = code.filter(
      ({ path }) => /^(src\/domain|workers\/[^/]+)\//.test(path) && !path.startsWith('workers/host/'),
    )
    expect(pure.filter(({ text }) => impure.test(withoutComments(text))).map(({ path }) => path)).toEqual([])
  })
})

describe('files', () => {
  it(`hold at most ${LINE_WALL} lines of code`, () => {
    const linesOf = (text: string) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => line.trim()).length
    expect(sources.filter(({ text }) => linesOf(text) > LINE_WALL).map(({ path }) => path)).toEqual([])
  })

  it('name relative imports with their extension', () => {
    const bare = sources.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.') && !/\.(tsx?|mjs|json|css|svg|sql)(\?\w+)?$/.test(name))
        .map((name) => `${path} → ${name}`),
    )
    expect(bare).toEqual([])
  })
})

describe('registries', () => {
  it('name every discipline once', () => {
    expect(new Set(disciplines.map(({ id }) => id)).size).toBe(disciplines.length)
  })

  it('agree with the scene configs: each under its own name, with an engine and tile sources that exist', () => {
    const names = readdirSync(join(ROOT, 'scene-configs')).filter(
      (name) => name.endsWith('.json') && name !== 'schema.json',
    )
    expect(names).not.toEqual([])
    for (const name of names) {
      const config = sceneConfigSchema.parse(JSON.parse(readFileSync(join(ROOT, 'scene-configs', name), 'utf8')))
      expect(`${config.id}.json`).toBe(name)
      expect(readdirSync(join(ROOT, 'src/adapters/engines'))).toContain(config.engine)
      expect(readFileSync(join(ROOT, 'src/compose/engines.ts'), 'utf8')).toContain(`engines/${config.engine}/`)
      const kinds = readdirSync(join(ROOT, 'src/adapters/tiles'))
      for (const { kind } of config.sources) expect(kinds).toContain(`${kind}.ts`)
    }
  })

  it('give every face a page, and every page a face', () => {
    const pages = readdirSync(join(ROOT, 'src/pages')).filter((name) => name.endsWith('.html'))
    expect(pages.sort()).toEqual(faces.map(({ id }) => `${id}.html`).sort())
  })

  it('name an engine nowhere but in its folder, one line of the composer, and scene configs', () => {
    const engines = readdirSync(join(ROOT, 'src/adapters/engines')).filter((name) => name !== 'recording')
    const elsewhere = code.filter(
      ({ path }) => !path.startsWith('src/adapters/engines/') && path !== 'src/compose/engines.ts',
    )
    const named = engines.flatMap((engine) =>
      elsewhere.filter(({ text }) => withoutComments(text).includes(`engines/${engine}`)).map(({ path }) => path),
    )
    expect(named).toEqual([])
  })

  it('hold each simulation under its own id', async () => {
    const loaded = await Promise.all(Object.values(registry).map((load) => load()))
    expect(loaded.map(({ id }) => id)).toEqual(Object.keys(registry))
  })
})

function trespasses({ path, imports }: Source): string[] {
  const door = DOORS.find(({ folder }) => path.startsWith(`${folder}/`))
  if (!door) return [`${path}: no rule for its folder`]
  // an adapter never leans on another: its own folder ends one level below src/adapters
  const own = door.folder === 'src/adapters' ? path.split('/').slice(0, 3).join('/') : door.folder
  return imports
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(ROOT, resolve(ROOT, dirname(path), name)))
    .filter((target) => ![own, ...door.may].some((folder) => target.startsWith(`${folder}/`)))
    .map((target) => `${path} → ${target}`)
}

function importsOf(text: string): string[] {
  const plain = withoutComments(text)
  const statements = plain.matchAll(/(?:^|[\s;])(?:import|export)\s[^'"`;()]*?from\s*['"]([^'"]+)['"]/g)
  const bare = plain.matchAll(/(?:^|[\s;])import\s*['"]([^'"]+)['"]/g)
  const dynamic = plain.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [...statements, ...bare, ...dynamic].map((match) => match[1] ?? '')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}
