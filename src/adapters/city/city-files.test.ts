import { describe, expect, it } from 'vitest'
import { manifest } from '../../../tests/kit/a-page.ts'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import type { LeakPlan } from '../../domain/leak/leak-plan.ts'
import { createCityFiles } from './city-files.ts'

/** A server that refuses internal files until the grant is renewed. */
function aServer({ renews = true } = {}) {
  const asked: string[] = []
  let hasGrant = false
  const files = createCityFiles(
    'demo',
    async () => {
      hasGrant = renews
    },
    async (input) => {
      asked.push(String(input))
      const isOpen = hasGrant || !String(input).includes('/internal/')
      return new Response(isOpen ? JSON.stringify(manifest) : '', { status: isOpen ? 200 : 403 })
    },
  )
  return { files, asked }
}

describe('the files of a city', () => {
  it('are asked for once more after a lapsed grant was renewed', async () => {
    const { files, asked } = aServer()
    const answer = await files.internalManifest()
    expect(answer.ok).toBe(true)
    expect(asked).toHaveLength(2)
  })

  it('stay refused to those whom the grant is refused', async () => {
    const { files, asked } = aServer({ renews: false })
    const answer = await files.internalManifest()
    expect(answer.ok ? null : answer.failure.kind).toBe('refused')
    expect(asked).toHaveLength(2)
  })

  const asBuild = (build: string, flood: string | null = 'flood/flood.json') =>
    createCityFiles(
      'demo',
      async () => undefined,
      async () => new Response(JSON.stringify(aFloodPlan(build))),
    ).flood({ ...manifest, build: 'this', flood })

  it('have a plan of floods only where the build has one', async () => {
    const [some, none] = [await asBuild('this'), await asBuild('this', null)]
    expect(some.ok && some.value.crs).toBe('EPSG:4549')
    expect(none.ok ? null : none.failure.kind).toBe('not-found')
  })

  it('refuse a plan of floods of another build', async () => {
    const answer = await asBuild('another')
    expect(answer.ok ? null : answer.failure.kind).toBe('invalid')
  })
})

describe('what leaks are computed from', () => {
  const ofBuild = (build: string, leak: string | null = 'leak/leak.json') =>
    createCityFiles(
      'demo',
      async () => undefined,
      async () => new Response(JSON.stringify(aLeakPlan(build))),
    ).leak({ ...manifest, build: 'this', leak })

  it('is there only where the build has it', async () => {
    const [some, none] = [await ofBuild('this'), await ofBuild('this', null)]
    expect(some.ok && some.value.networks.map(({ discipline }) => discipline)).toEqual(['gas'])
    expect(none.ok ? null : none.failure.kind).toBe('not-found')
  })

  it('is refused where it is of another build', async () => {
    const answer = await ofBuild('another')
    expect(answer.ok ? null : answer.failure.kind).toBe('invalid')
  })

  it('is asked for where the plan says that it lies', async () => {
    const asked: string[] = []
    const files = createCityFiles(
      'demo',
      async () => undefined,
      async (input) => {
        asked.push(String(input))
        return new Response(new Uint8Array(3))
      },
    )
    const file = await files.leakFile('leak/spaces.bin')
    expect(file.ok && file.value.byteLength).toBe(3)
    expect(asked).toEqual(['/tiles/demo/internal/leak/spaces.bin'])
  })
})

function aLeakPlan(build: string): LeakPlan {
  return {
    ...{
      city: 'demo',
      build,
      crs: 'EPSG:4549',
      spaces: null,
      wind: [],
      methane: [],
      gasGrades: null,
      missing: [],
      assumed: [],
    },
    networks: [
      { discipline: 'gas', pipes: 'leak/pipes-gas.bin', sources: [{ node: 'A', pressure_kpa: null }], ends: [] },
    ],
  }
}

function aFloodPlan(build: string): FloodPlan {
  return {
    ...{ city: 'demo', build, crs: 'EPSG:4549', surface: null, drainage: null, population: null },
    ...{ grids: [], passages: [], entries: [], streets: [], boundaries: [], waters: [], normalLevels: [], storms: [] },
    ...{ gauges: [], missing: [], assumed: [] },
  }
}
