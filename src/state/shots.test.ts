import { describe, expect, it } from 'vitest'
import bridgeScene from '../../scene-configs/stage-bridge.json' with { type: 'json' }
import incidentScene from '../../scene-configs/stage-incident.json' with { type: 'json' }
import overviewScene from '../../scene-configs/stage-overview.json' with { type: 'json' }
import { gauge, NOON } from '../../tests/kit/a-page.ts'
import type { AssetIndex } from '../domain/asset/asset-index.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import type { Alarm } from '../ports/records.ts'
import { firstShotOf, type ShotSources, shotsOf, shotView, targetOf } from './shots.ts'

const scenes = [overviewScene, incidentScene, bridgeScene].map((scene) => sceneConfigSchema.parse(scene))
const bounds = [120.3, 36, 120.4, 36.1] as const
const nothing: ShotSources = { bounds, alarms: [], sensors: [], assets: null }
const BRIDGE = disciplines.findIndex(({ id }) => id === 'bridge')

function anAlarm(changes: Partial<Alarm>): Alarm {
  return {
    id: 1,
    sensorId: gauge.id,
    grade: 'blue',
    value: 1,
    openedAt: NOON,
    closedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    isUnconfirmed: false,
    drill: null,
    shelvedUntil: null,
    shelvedBy: null,
    shelveReason: null,
    ...changes,
  }
}

/** Two bridges that lead east from 120.35, 36.05: of 0.01° and of 0.02°. */
const twoBridges = {
  ids: ['', 'demo/bridge/short', 'demo/bridge/long'],
  discipline: Uint8Array.of(BRIDGE, BRIDGE, BRIDGE),
  pathStart: Uint32Array.of(0, 0, 2, 4),
  path: Float64Array.of(120.35, 36.05, 10, 120.36, 36.05, 10, 120.35, 36.05, 20, 120.37, 36.05, 22),
} as unknown as AssetIndex

describe('what a shot is of', () => {
  it('is the city where the scene is of the city', () => {
    const target = targetOf({ on: 'city' }, nothing)
    expect(target?.subject).toEqual({ on: 'city' })
    expect(target?.at.lon).toBeCloseTo(120.35)
    expect(target?.radius).toBeGreaterThan(4_000)
  })

  it('is the gravest open alarm, the newest of equals', () => {
    const alarms = [
      anAlarm({ id: 1, grade: 'orange', openedAt: NOON - 2 }),
      anAlarm({ id: 2, grade: 'orange', openedAt: NOON - 1 }),
      anAlarm({ id: 3, grade: 'blue', openedAt: NOON }),
      anAlarm({ id: 4, grade: 'red', closedAt: NOON }),
    ]
    const target = targetOf({ on: 'alarm' }, { ...nothing, alarms, sensors: [gauge] })
    expect(target).toMatchObject({ subject: { on: 'alarm', alarmId: 2 }, at: gauge.at })
  })

  it('passes over an alarm whose sensor has no known place', () => {
    const alarms = [anAlarm({ id: 1, grade: 'red', sensorId: 'elsewhere' }), anAlarm({ id: 2 })]
    const target = targetOf({ on: 'alarm' }, { ...nothing, alarms, sensors: [gauge] })
    expect(target?.subject).toEqual({ on: 'alarm', alarmId: 2 })
  })

  it('is the city when no alarm is open, and when the alarms cannot be read', () => {
    for (const alarms of [[], 'failed'] as const)
      expect(targetOf({ on: 'alarm' }, { ...nothing, alarms })?.subject).toEqual({ on: 'city' })
  })

  it('is not decided before alarms, sensors or assets have been read', () => {
    expect(targetOf({ on: 'alarm' }, { ...nothing, alarms: null })).toBeNull()
    expect(targetOf({ on: 'alarm' }, { ...nothing, sensors: null })).toBeNull()
    expect(targetOf({ on: 'discipline', discipline: 'bridge' }, nothing)).toBeNull()
    expect(targetOf({ on: 'city' }, { ...nothing, bounds: null })).toBeNull()
  })

  it('is the longest asset of a discipline, and its headings count from the axis', () => {
    const target = targetOf({ on: 'discipline', discipline: 'bridge' }, { ...nothing, assets: twoBridges })
    expect(target?.subject).toEqual({ on: 'asset', id: 'demo/bridge/long', name: null })
    expect(target?.at).toEqual({ lon: 120.36, lat: 36.05, height: 21 })
    expect(target?.bearing).toBeCloseTo(90)
    // 0.02° of longitude at 36.05° are 1,803 m
    expect(target?.radius).toBeCloseTo(901, -1)
  })

  it('is the city when the data hold no such asset', () => {
    const target = targetOf({ on: 'discipline', discipline: 'metro' }, { ...nothing, assets: twoBridges })
    expect(target?.subject).toEqual({ on: 'city' })
  })
})

describe('the camera of a shot', () => {
  const shot = { caption: { zh: '', en: '' }, heading: -30, pitch: -45, distance: 2, seconds: 10, turn: 60 }
  const target = { subject: { on: 'alarm', alarmId: 1 }, at: gauge.at, radius: 100, bearing: 10 } as const

  it('turns around the focus while the shot lasts', () => {
    expect(shotView(shot, target, 0).heading).toBe(340)
    expect(shotView(shot, target, 1).heading).toBe(40)
  })

  it('stands as many radii away as the shot says', () => {
    const { height } = shotView(shot, target, 0)
    expect(height - gauge.at.height).toBeCloseTo(200 * Math.SQRT1_2)
  })

  it('comes nearer where it falls back to the city, which would be lost in the picture', () => {
    const { height } = shotView(shot, { ...target, subject: { on: 'city' } }, 0)
    expect(height - gauge.at.height).toBeCloseTo(175 * Math.SQRT1_2)
  })
})

describe('the order of the tour', () => {
  it('goes through all shots of all scenes', () => {
    const shots = shotsOf(scenes)
    expect(shots.map(({ scene }) => scene.id)).toEqual(
      scenes.flatMap(({ id, shots: own }) => Array(own.length).fill(id)),
    )
    for (const { id } of scenes) expect(shots[firstShotOf(scenes, id)]?.scene.id).toBe(id)
  })

  it('begins at the first shot for a scene that is not in it', () => {
    expect(firstShotOf(scenes, 'elsewhere')).toBe(0)
  })
})
