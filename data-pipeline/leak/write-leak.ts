import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LeakPlan } from '../../src/domain/leak/leak-plan.ts'
import type { PackedNetwork } from '../../src/domain/network/network-file.ts'
import type { CityBuild } from '../publish/city-build.ts'
import { cityPlane, onPlane } from '../publish/city-plane.ts'
import { placesOf } from '../publish/places.ts'
import { ToldParts } from '../publish/told-parts.ts'
import { isLeakDiscipline } from './pipe-part.ts'
import { writeHydraulics } from './write-hydraulics.ts'
import { writePipes } from './write-pipes.ts'
import { writeSpaces } from './write-spaces.ts'

const FOLDER = 'leak'
const WIND_SENSOR = 'wind-speed'

/** What leaks of a city are computed from, while it is put together: networks come one after the other. */
export class LeakFiles {
  private readonly city: CityBuild
  private readonly directory: string
  private readonly networks: LeakPlan['networks'] = []
  private readonly missing = new ToldParts()
  private readonly assumed = new ToldParts()

  /** @param directory  of the internal grade */
  constructor(city: CityBuild, directory: string) {
    this.city = city
    this.directory = directory
  }

  /** Takes a network in which leaks are computed; of others nothing is. */
  async add(network: PackedNetwork): Promise<void> {
    const { city, directory, missing, assumed } = this
    const { discipline } = network
    if (!isLeakDiscipline(discipline)) return
    await mkdir(join(directory, FOLDER), { recursive: true })
    const files = (kind: string) => city.shards.map(({ folder }) => join(folder, `${discipline}.${kind}`))
    const devices = city.others.flatMap(({ discipline: own, of }) =>
      of.type === 'device' && own === discipline ? [of.device] : [],
    )
    const { nodes, ...written } = await writeHydraulics(city.survey, network, missing, directory)
    const given = { names: city.names, devices, modelled: nodes, missing, assumed }
    const parts = { pipes: files('pipes'), feeds: files('feeds'), ends: files('ends') }
    this.networks.push({ ...(await writePipes(discipline, network, parts, given, directory)), ...written })
  }

  /**
   * Writes `leak.json`, of the networks that were given.
   *
   * @returns its path; null where there is none of them or no plane to compute in, which is told
   */
  async finish(): Promise<string | null> {
    const { city, networks, missing, assumed } = this
    const { survey, bounds } = city
    const crs = cityPlane(survey.crs, bounds)
    if (networks.length === 0) return null
    if (!crs) {
      const message = {
        zh: '没有可用于泄漏模拟的平面坐标系',
        en: `no plane to compute leaks in: ${survey.crs.name}`,
      }
      survey.findings.add('note', 'leak-not-made', message)
      return null
    }
    const plan: LeakPlan = {
      ...{ city: survey.city, build: city.build, crs: crs.name, networks, gasGrades: survey.gasGrades },
      ...(await writeSpaces(city, crs, { missing, assumed }, this.directory)),
      wind: survey.tables.sensor.flatMap(({ id, name, kind, geometry }) =>
        kind === WIND_SENSOR ? placesOf(geometry).map((place) => ({ id, name, at: onPlane(crs, place) })) : [],
      ),
      missing: [],
      assumed: [],
    }
    if (plan.wind.length === 0)
      missing.whole('wind', { zh: '测量资料没有风速仪', en: 'the survey has no wind sensors' })
    const whole = { ...plan, missing: missing.list(), assumed: assumed.list() }
    await writeFile(join(this.directory, FOLDER, 'leak.json'), `${JSON.stringify(whole)}\n`)
    report(city, whole)
    return `${FOLDER}/leak.json`
  }
}

function report({ survey }: CityBuild, { missing, assumed }: LeakPlan): void {
  for (const [rule, list] of [
    ['leak-left-out', missing],
    ['leak-assumed', assumed],
  ] as const)
    for (const { part, why, count, assets } of list) {
      const own = assets.map((id) => id.slice(survey.city.length + 1)).filter((id) => id.includes('/'))
      survey.findings.add(
        'note',
        rule,
        { zh: `泄漏模拟：${why.zh}`, en: `leaks, ${part}: ${why.en}` },
        { value: count, assets: own },
      )
    }
}
