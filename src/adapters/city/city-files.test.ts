import { describe, expect, it } from 'vitest'
import { manifest } from '../../../tests/kit/a-page.ts'
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
})
