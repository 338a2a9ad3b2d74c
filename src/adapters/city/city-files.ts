import { decodeAssetIndex } from '../../domain/asset/asset-index.ts'
import { internalManifestSchema, publicManifestSchema } from '../../domain/config/city-manifest.ts'
import { decodeGround } from '../../domain/geo/ground.ts'
import { floodPlanSchema } from '../../domain/inundation/flood-plan.ts'
import { leakPlanSchema } from '../../domain/leak/leak-plan.ts'
import { type FailureKind, fail, type Result, succeed } from '../../domain/result.ts'
import type { CityPort } from '../../ports/city.ts'

/**
 * Reads the builds of one city from the server; internal files carry the grant's cookie by themselves. A grant that has
 * lapsed, e.g. while the machine slept, is renewed and the file asked for once more.
 */
export function createCityFiles(
  city: string,
  renewGrant: () => Promise<unknown>,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): CityPort {
  const base = `/tiles/${encodeURIComponent(city)}`
  const get = async (path: string) => {
    const file = await read(fetcher, `${base}/${path}`)
    if (file.ok || file.failure.kind !== 'refused' || !path.startsWith('internal/')) return file
    await renewGrant()
    return await read(fetcher, `${base}/${path}`)
  }
  return {
    async publicManifest() {
      const manifest = await parsed(await get('public/city.json'), (body) => publicManifestSchema.parse(asJson(body)))
      return manifest.ok ? ofCity(manifest.value, city) : manifest
    },
    async internalManifest() {
      const manifest = await parsed(await get('internal/city.json'), (body) =>
        internalManifestSchema.parse(asJson(body)),
      )
      return manifest.ok ? ofCity(manifest.value, city) : manifest
    },
    async assets(manifest) {
      return parsed(await get(`internal/${manifest.flat}`), decodeAssetIndex)
    },
    async ground({ terrain }) {
      return terrain === null
        ? fail('not-found', 'ground: this build has no terrain')
        : parsed(await get(`public/${terrain}`), decodeGround)
    },
    async network(manifest, discipline) {
      const path = manifest.networks[discipline]
      return path === undefined
        ? fail('not-found', `network: this build has no ${discipline} network`)
        : get(`internal/${path}`)
    },
    async flood({ flood, build }) {
      if (flood === null) return fail('not-found', 'flood: this build has nothing to compute a flood from')
      const plan = await parsed(await get(`internal/${flood}`), (body) => floodPlanSchema.parse(asJson(body)))
      return ofBuild(plan, build, flood)
    },
    async floodFile(path) {
      return get(`internal/${path}`)
    },
    async leak({ leak, build }) {
      if (leak === null) return fail('not-found', 'leak: this build has nothing to compute leaks from')
      const plan = await parsed(await get(`internal/${leak}`), (body) => leakPlanSchema.parse(asJson(body)))
      return ofBuild(plan, build, leak)
    },
    async leakFile(path) {
      return get(`internal/${path}`)
    },
  }
}

async function read(fetcher: typeof fetch, url: string): Promise<Result<ArrayBuffer>> {
  try {
    const response = await fetcher(url)
    if (!response.ok) return fail(kindOf(response.status), `${url}: HTTP ${response.status}`)
    return succeed(await response.arrayBuffer())
  } catch (error) {
    return fail('offline', `${url}: ${String(error)}`)
  }
}

function parsed<Value>(body: Result<ArrayBuffer>, parse: (body: ArrayBuffer) => Value): Result<Value> {
  if (!body.ok) return body
  try {
    return succeed(parse(body.value))
  } catch (error) {
    return fail('invalid', String(error))
  }
}

/** A build of another city is refused: its gids and ids mean other pipes. */
function ofCity<Manifest extends { city: string }>(manifest: Manifest, city: string): Result<Manifest> {
  return manifest.city === city
    ? succeed(manifest)
    : fail('invalid', `city.json is of city "${manifest.city}", expected "${city}"`, {
        zh: `图纸属于另一座城市“${manifest.city}”，已拒绝显示`,
        en: `The tiles belong to another city, "${manifest.city}", and are not shown`,
      })
}

/** Levels and links of one build beside pipes of another would be wrong without a sign of it. */
function ofBuild<Plan extends { build: string }>(plan: Result<Plan>, build: string, path: string): Result<Plan> {
  return !plan.ok || plan.value.build === build
    ? plan
    : fail('invalid', `${path} is of build "${plan.value.build}", expected "${build}"`)
}

function asJson(body: ArrayBuffer): unknown {
  return JSON.parse(new TextDecoder().decode(body))
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'refused'
  if (status === 404) return 'not-found'
  return status === 503 ? 'starting' : 'failed'
}
