import { describe, expect, it } from 'vitest'
import { decodeHydraulics, UNSURVEYED } from '../../src/domain/leak/hydraulics-file.ts'
import { decodeNetwork } from '../../src/domain/network/network-file.ts'
import { aLeak } from './a-leak.ts'

/** JS1 ─ JS2 ─ JS3 of the survey; a pump and its well, which nobody surveyed; a line that the survey has elsewhere. */
const MODEL = `[JUNCTIONS]
 JS1 4 0
 JS2 4 12
 JS3 4 0
[RESERVOIRS]
 WELL 2
[PIPES]
 JS1~JS2~1 JS1 JS2 60 284 130 0 Open
 JS2~JS3~1 JS1 JS3 60 284 130 0 Open
[PUMPS]
 P WELL JS1 HEAD C
[CURVES]
 C 30 40
[PATTERNS]
 1 0.5 1.5
[RULES]
 RULE A
 IF SYSTEM DEMAND > 1
 THEN PUMP P STATUS IS OPEN
[OPTIONS]
 UNITS LPS
`
const built = async (waterModel?: string) => {
  const { plan, open, report } = await aLeak({ files: {}, networks: {}, ...(waterModel ? { waterModel } : {}) })
  const { networks, missing } = await plan()
  return { own: networks[0], missing, open, report }
}
const told = (missing: readonly { readonly part: string; readonly why: { readonly en: string } }[]) =>
  missing.filter(({ part }) => part === 'water').map(({ why }) => why.en)

describe('the hydraulic model beside a survey', () => {
  it('is numbered as the network; what the survey lacks is in it alone', async () => {
    const { own, missing, open } = await built(MODEL)
    expect(own?.hydraulics).toEqual({ path: 'leak/hydraulics-water.bin', hasPatterns: true })
    const network = decodeNetwork(await open('network/water.bin'))
    const model = decodeHydraulics(await open('leak/hydraulics-water.bin'))
    const idOf = (node: number) => (node === UNSURVEYED ? null : network.nodeId.at(node))
    expect(Array.from(model.node, idOf)).toEqual([...['JS1', 'JS2', 'JS3'].map((key) => `testtown/water/${key}`), null])
    expect(network.linkId.at(model.pipe[0] ?? -1)).toBe('testtown/water/JS1~JS2~1')
    expect(model.pipe[1]).toBe(UNSURVEYED)
    expect(model.pumps).toMatchObject([{ link: UNSURVEYED, from: 3, to: 0, heads: [[expect.closeTo(0.03, 6), 40]] }])
    expect(model).toMatchObject({ patterns: [[0.5, 1.5]], defaultPattern: 0, source: 'model.inp' })
    // the waterworks is fed by the model: nothing is asked of its pressure
    expect(own?.sources).toEqual([])
    expect(told(missing)).toEqual(
      expect.arrayContaining([
        'rules of the hydraulic model are not taken',
        'links that end elsewhere in the hydraulic model than in the survey: computed as the model has them',
      ]),
    )
    expect(told(missing)).not.toContain('the pressure where they are fed is not known')
  })

  it('that is not there is missing, and one with a row that cannot be used is as if it were not there, and told', async () => {
    const none = 'no hydraulic model (patterns of the day, pump curves, tanks): demands are means'
    expect(told((await built()).missing)).toContain(none)
    const { own, missing, report } = await built(MODEL.replace('HEAD C', 'HEAD D'))
    expect(own?.hydraulics).toBeUndefined()
    expect(told(missing)).toContain(none)
    expect(JSON.stringify(report)).toContain('inp-hydraulics')
  })
})
