import { faultOf, Refusal } from '../../refusal.ts'
import { cannotRead, complaints, type NamesOf } from './complaints.ts'
import type { EpanetEngine, EpanetProject, EpanetToolkit } from './toolkit.ts'

/** Engines before it count pipe leakage 2.14 times (OWA EPANET #899, #902); the packaged one is 2.3.5. */
const LEAST_ENGINE = 20304

let packaged: Promise<EpanetEngine> | null = null

/** The engine that epanet-js brings, loaded once and only when a network is opened: a page without it never fetches it. */
export function loadEngine(): Promise<EpanetEngine> {
  packaged ??= loadPackaged().catch((error: unknown) => {
    packaged = null
    throw error
  })
  return packaged
}

async function loadToolkit(): Promise<EpanetToolkit> {
  return (await import('epanet-js')) as unknown as EpanetToolkit
}

async function loadPackaged(): Promise<EpanetEngine> {
  const { Workspace } = await loadToolkit()
  const engine = new Workspace()
  await engine.loadModule()
  return engine
}

/**
 * @throws  Refusal when its pipe leakage is known to be wrong
 */
export function checkEngine(engine: Pick<EpanetEngine, 'version'>): void {
  if (engine.version < LEAST_ENGINE) {
    throw new Refusal([
      faultOf(
        'EPANET',
        `${versionText(engine.version)} 版的管道漏损计算有误，应为 2.3.4 或更新版本`,
        `${versionText(engine.version)} computes pipe leakage wrongly, expected 2.3.4 or later`,
      ),
    ])
  }
}

/**
 * Opens a project on the text of an .inp file.
 *
 * @throws  Refusal with the lines that EPANET complains of, in names of `namesOf`
 */
export async function openProject(engine: EpanetEngine, inp: string, namesOf: NamesOf): Promise<EpanetProject> {
  const { Project } = await loadToolkit()
  engine.writeFile('network.inp', inp)
  const project = new Project(engine)
  try {
    quietly(() => project.open('network.inp', 'network.rpt', 'network.bin'))
  } catch (error) {
    try {
      // it also ends the report, where the rows stand that it complains of
      project.close()
    } catch {
      // nothing was opened: there is nothing to close either
    }
    const why = messageOf(error)
    throw new Refusal([cannotRead(why), ...complaints(engine, namesOf)])
  }
  return project
}

/**
 * Runs a call of the engine and gathers what it warns of. epanet-js tells every warning of a time step by `console.warn`, a
 * line a step for a network with one dry node.
 */
export function quietly<Value>(call: () => Value): { readonly value: Value; readonly warnings: readonly string[] } {
  const warnings: string[] = []
  const { warn } = console
  console.warn = (...words: unknown[]) => void warnings.push(words.join(' '))
  try {
    return { value: call(), warnings }
  } finally {
    console.warn = warn
  }
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^EPANET Error \d+: /, '')
}

function versionText(version: number): string {
  return `${Math.floor(version / 10_000)}.${Math.floor(version / 100) % 100}.${version % 100}`
}
