import { describe, expect, it } from 'vitest'
import { manifest } from '../../../tests/kit/a-page.ts'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
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

function aFloodPlan(build: string): FloodPlan {
  return {
    ...{ city: 'demo', build, crs: 'EPSG:4549', surface: null, drainage: null, population: null },
    ...{ grids: [], passages: [], entries: [], streets: [], boundaries: [], waters: [], storms: [] },
    ...{ gauges: [], missing: [], assumed: [] },
  }
}
