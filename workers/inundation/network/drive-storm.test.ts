import { describe, expect, it } from 'vitest'
import { driveStorm, type SewerNetwork } from './drive-storm.ts'
import type { PlacedInlets } from './inlets/read-inlets.ts'
import { constantly } from './inp/evaporation.ts'
import { SEALED } from './runoff/read-infiltration.ts'
import { openRunoff, type Runoff } from './runoff/runoff.ts'

/** A network that only counts what comes to its two nodes. */
function aNetwork(): SewerNetwork & { came: number[]; spill: number } {
  const lateral = [0, 0]
  return {
    time: 0,
    nodeOf: new Map([
      ['street', 0],
      ['sewer', 1],
    ]),
    came: [0, 0],
    spill: 0,
    setLateral(node, flow) {
      lateral[node] = flow
    },
    addVolume(node, volume) {
      this.came[node] = (this.came[node] ?? 0) + volume
      return volume
    },
    takeSpill(node) {
      const volume = node === 1 ? this.spill : 0
      if (node === 1) this.spill = 0
      return volume
    },
    advance(duration) {
      expect(duration).toBeGreaterThan(0)
      for (const [node, flow] of lateral.entries()) this.came[node] = (this.came[node] ?? 0) + flow * duration
      Object.assign(this, { time: this.time + duration })
    },
  }
}

/** Half a hectare of paving that drains to the street. */
function aStorm(): Runoff {
  return openRunoff({
    catchments: [
      {
        id: 'roofs',
        rain: {
          at: (time) => (time < 600 ? 2e-5 : 0),
          bendsAfter: (time) => (time < 600 ? 600 : Number.POSITIVE_INFINITY),
        },
        outlet: { node: 'street' },
        area: 5000,
        impervious: 1,
        bare: 0,
        width: 50,
        slope: 0.01,
        roughness: { impervious: 0.015, pervious: 0.1 },
        held: { impervious: 1e-3, pervious: 0 },
        within: null,
        infiltration: SEALED,
      },
    ],
    evaporation: constantly(0),
    evaporatesDryOnly: false,
    wetStep: 60,
    dryStep: 3600,
  })
}

describe('a storm on a network', () => {
  it('brings all that runs off, however it is asked to go on', () => {
    for (const part of [3600, 60, 7, 400]) {
      const [network, runoff] = [aNetwork(), aStorm()]
      const advance = driveStorm(network, runoff, [])
      while (network.time < 3600 - 1e-6) advance(Math.min(part, 3600 - network.time))
      // 60 m³ of rain less what stays
      expect(network.time).toBeCloseTo(3600, 6)
      expect(network.came[0]).toBeCloseTo(runoff.balance().runoff, 9)
      expect(network.came[0]).toBeGreaterThan(50)
      expect(network.came[1]).toBe(0)
    }
  })

  it('goes on without catchments', () => {
    const network = aNetwork()
    driveStorm(network, openRunoff(emptySpec()), [])(100)
    expect(network.time).toBe(100)
    expect(network.came).toEqual([0, 0])
  })

  it('brings up at the street what spills below its inlets, once', () => {
    const network = aNetwork()
    const inlets = [
      { node: 'sewer', bypass: 'street' },
      { node: 'sewer', bypass: 'street' },
    ] as PlacedInlets[]
    const advance = driveStorm(network, openRunoff(emptySpec()), inlets)
    network.spill = 3
    advance(10)
    advance(10)
    expect(network.came).toEqual([3, 0])
  })
})

function emptySpec() {
  return { catchments: [], evaporation: constantly(0), evaporatesDryOnly: false, wetStep: 60, dryStep: 60 }
}
