import { describe, expect, it } from 'vitest'
import { capturedFlow } from './capture.ts'
import { grateOf } from './design.ts'
import { inletDevice } from './inlet-device.ts'
import type { PlacedInlets } from './read-inlets.ts'

const GRATE: PlacedInlets = {
  link: 'street',
  bypass: 'A',
  node: 'M',
  design: { kind: 'STREET', grate: grateOf('P_BAR-50', 0.9, 0.45), kerb: null },
  street: {
    sides: 1,
    gutter: { crossSlope: 0.02, depression: 0, width: 0, slope: 0.01, roughness: 0.016, crown: 6 },
  },
  channel: null,
  count: 1,
  clear: 1,
  limit: Number.POSITIVE_INFINITY,
  isSag: false,
}
const to = 0

describe('an inlet as a device', () => {
  it('on a slope takes of what came when the step began', () => {
    let flow = 0.05
    const device = inletDevice(GRATE, 10, () => flow)
    expect(device.spec).toMatchObject({ from: 'A', to: 'M' })
    device.move(5)
    flow = 0.5
    expect(device.flow({ from: 10.2, to }, 0, 0)).toBe(capturedFlow(GRATE, 0.05, 0.2))
    device.move(5)
    expect(device.flow({ from: 10.2, to }, 0, 0)).toBe(capturedFlow(GRATE, 0.5, 0.2))
  })

  it('at a low point takes by the level', () => {
    const sag = { ...GRATE, isSag: true }
    const device = inletDevice(sag, 10, () => 0)
    device.move(5)
    expect(device.flow({ from: 10.2, to }, 0, 0)).toBe(capturedFlow(sag, 0, 10.2 - 10))
  })

  it('takes nothing of a dry node, and little where it is almost dry', () => {
    const device = inletDevice(GRATE, 10, () => 0.05)
    device.move(5)
    expect(device.flow({ from: 10, to }, 0, 0)).toBe(0)
    expect(device.flow({ from: 10.0005, to }, 0, 0)).toBeCloseTo(capturedFlow(GRATE, 0.05, 0) / 2, 9)
  })
})
