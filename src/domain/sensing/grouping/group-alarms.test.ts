import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectionsOf } from './connections.ts'
import { groupAlarms, type PlacedAlarm, reachOf } from './group-alarms.ts'

const MINUTE = 60_000
const alarm = (id: number, kind: string, minutes = 0, east = 0, assetId: string | null = null): PlacedAlarm => ({
  ...{ id, sensorId: `s${id}`, kind, assetId, openedAt: minutes * MINUTE },
  ...{ lon: 120 + east / (111_320 * Math.cos((36 * Math.PI) / 180)), lat: 36 },
})
const told = (alarms: readonly PlacedAlarm[]) =>
  groupAlarms(alarms).map(({ lead, others, cause }) => [cause, lead.id, ...others.map(({ id }) => id)])

describe('alarms of one cause', () => {
  it('are those of a storm: led by the rain, whatever came first', () => {
    const alarms = [alarm(1, 'sewer-level', 12), alarm(2, 'road-water', 30, 900), alarm(3, 'rain-gauge', 15, 3000)]
    expect(told(alarms)).toEqual([['storm', 3, 1, 2]])
  })

  it('are those of a burst: pressures near by, the flow and the water on the road', () => {
    const alarms = [
      alarm(1, 'water-pressure', 1),
      alarm(2, 'water-pressure', 2, 400),
      alarm(3, 'road-water', 10, 300),
      alarm(4, 'water-flow', 3, 800),
    ]
    expect(told(alarms)).toEqual([['burst', 1, 2, 4, 3]])
  })

  it('on a structure are those of the same structure', () => {
    const alarms = [
      alarm(1, 'bridge-load', 0, 0, 'BR01'),
      alarm(2, 'bridge-strain', 12, 50, 'BR01'),
      alarm(3, 'bridge-strain', 12, 60, 'BR02'),
    ]
    expect(told(alarms)).toEqual([
      ['bridge', 1, 2],
      [null, 3],
    ])
  })

  it('are not those too far, too late or of nothing in common; a group has one cause', () => {
    const alarms = [
      alarm(1, 'ch4-well', 0),
      alarm(2, 'ch4-well', 10, 900),
      alarm(3, 'gas-restaurant', 200, 50),
      alarm(4, 'heat-pressure', 1, 10),
    ]
    expect(told(alarms).every(([cause]) => cause === null)).toBe(true)
  })

  it('how far they reach is told from the lead', () => {
    const [group] = groupAlarms([alarm(1, 'ch4-well'), alarm(2, 'ch4-well', 5, 120)])
    expect(group?.radius).toBeCloseTo(120, 0)
  })

  it('go by connection where it is known: two near mains that are not connected are two causes', () => {
    const alarms = [
      alarm(1, 'water-pressure', 0),
      alarm(2, 'water-pressure', 1, 50),
      alarm(3, 'water-pressure', 2, 1100),
      alarm(4, 'water-pressure', 3, 1150),
    ]
    const connections = connectionsOf({
      places: [
        ['s1', 'water'],
        ['s2', 'water'],
        ['s3', 'water'],
        ['s4', 'water'],
      ],
      // 1 and 3 are on one main, 1,400 m along it; 4 is beyond the 1,800 m that a burst reaches
      distances: [
        ['s1', 's3', 1400],
        ['s1', 's4', 1900],
      ],
    })
    const groups = groupAlarms(alarms, connections)
    expect(groups.map(({ lead, others }) => [lead.id, ...others.map(({ id }) => id)])).toEqual([[1, 3], [2], [4]])
    expect(groups[0]).toMatchObject({ cause: 'burst', connected: 1, along: 1400, unconnected: 0 })
  })

  it('go by the distance in plan where a network is not known, and say so', () => {
    const alarms = [alarm(1, 'water-pressure', 0), alarm(2, 'water-flow', 1, 50), alarm(3, 'road-water', 2, 80)]
    const [unknown] = groupAlarms(alarms)
    // water on the road sits on no pipe: nothing is missing there but the place of the lead
    expect(unknown).toMatchObject({ others: [{ id: 2 }, { id: 3 }], connected: 0, unconnected: 2 })
    const places = connectionsOf({
      places: [
        ['s1', 'water'],
        ['s2', 'water'],
      ],
      distances: [['s1', 's2', 70]],
    })
    expect(groupAlarms(alarms, places)[0]).toMatchObject({
      others: [{ id: 2 }, { id: 3 }],
      ...{ connected: 1, along: 70, unconnected: 0 },
    })
  })

  it('of gas in wells go by the distance in plan: it finds its way through the ground too', () => {
    const sewers = connectionsOf({
      places: [
        ['s1', 'sewer'],
        ['s2', 'sewer'],
      ],
      distances: [],
    })
    const groups = groupAlarms([alarm(1, 'ch4-well'), alarm(2, 'ch4-well', 5, 120)], sewers)
    expect(groups).toMatchObject([{ cause: 'gas', connected: 0, unconnected: 0 }])
    expect(reachOf('ch4-well', 'sewer')).toBeNull()
    expect(reachOf('water-pressure', 'water')).toBe(1800)
  })

  it('never lose an alarm nor tell it twice, in whatever order they come', () => {
    const any = fc.record({
      kind: fc.constantFrom('rain-gauge', 'sewer-level', 'road-water', 'water-pressure', 'ch4-well', 'smell'),
      minutes: fc.nat(600),
      east: fc.nat(3000),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (list) => {
        const alarms = list.map(({ kind, minutes, east }, id) => alarm(id, kind, minutes, east))
        const groups = groupAlarms(alarms)
        const ids = groups.flatMap(({ lead, others }) => [lead, ...others].map(({ id }) => id))
        expect(ids.sort((a, b) => a - b)).toEqual(alarms.map(({ id }) => id))
        expect(told([...alarms].reverse())).toEqual(told(alarms))
      }),
    )
  })
})
