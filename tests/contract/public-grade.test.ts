import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buildCity } from '../../data-pipeline/build.ts'
import { tableRowsOf } from '../../data-pipeline/publish/a-build.ts'
import { writeDemoCity } from '../../data-pipeline/synth/write-demo-city.ts'
import { type RunningServer, startServer } from '../../server/start.ts'
import type { PublicCellRow, TableName } from '../../src/domain/records/rows.ts'
import { ALLOWED } from './public-allow-list.ts'
import { keyPaths, namesIn, wordsIn } from './public-inventory.ts'

const CITY = 'demo'
const IN_FLIGHT = 20
/** Sides of a 200 m cell [degrees]: a grid fixed to the globe, the same whatever the pipes are. */
const STEPS = { lon: 200 / (111_320 * Math.cos((36 * Math.PI) / 180)), lat: 200 / 111_320 }

const PERSON = '00000000-0000-4000-8000-000000000001'

/** Functions of the REST interface with arguments that would give a signed-in planner something. */
const CALLS: Readonly<Record<string, object>> = {
  city_info: {},
  my_role: {},
  asset_record: { asset_id: 'demo/water/JS00023' },
  asset_lifecycle: { asset_id: 'demo/water/JS00023' },
  search_assets: { query: 'JS' },
  sensor_overview: {},
  reading_history: { sensor: 'ch4-well-001', from_at: '2026-01-01', to_at: '2026-01-02' },
  open_alarms: {},
  acknowledge_alarm: { alarm: 1, note: 'x' },
  alarms_at: { at: '2026-01-01' },
  alarms_between: { from_at: '2026-01-01', to_at: '2027-01-01' },
  sensors_at: { at: '2026-01-01' },
  assets_near: { lon: 120.37, lat: 36.01, radius_m: 500, max_rows: 200 },
  city_figures: {},
  finding_summary: {},
  findings: { of_rule: 'clearance-horizontal', of_severity: 'warning' },
  report_fault: { asset: 'demo/water/JS00023', field: null, text: 'x' },
  fault_reports: { asset: 'demo/water/JS00023' },
  settle_fault_report: { report: 1, verdict: 'accepted' },
  public_cell: { lon: 120.375, lat: 36.003 },
  // what came with roles, records and the live stream
  my_access: {},
  my_account: {},
  note_tile_grant: {},
  asset_then: { asset_id: 'demo/water/JS00023', at: '2026-01-01' },
  asset_neighbours: { asset_id: 'demo/water/JS00023', radius_m: 20 },
  record_versions: { of_table: 'asset', of_record: 'demo/water/JS00023' },
  add_operation_record: { asset: 'demo/water/JS00023', kind: 'patrol', done_on: '2026-01-01' },
  withdraw_operation_record: { record: 'x' },
  latest_in_view: { west: 120, south: 36, east: 121, north: 37 },
  sensor_faults: { sensor: 'ch4-well-001' },
  shelve_alarm: { alarm: 1, until: '2027-01-01', reason: 'x' },
  ingest_state: {},
  sensor_outlook: {},
  sensor_connections: { sensors: ['ch4-well-001'] },
  drills: {},
  start_drill: { story: 'x' },
  set_threshold: { sensor: 's', grade: 'red', direction: 'above', value: 1, delay_s: 0, hysteresis: 0 },
  remove_threshold: { sensor: 's', grade: 'red', direction: 'above' },
  set_kind_threshold: { kind: 'ch4-well', grade: 'red', direction: 'above', value: 1, delay_s: 0, hysteresis: 0 },
  set_layer_secrecy: { of_discipline: 'gas', of_kind: 'line', new_class: 0, reason: 'x' },
  set_field_secrecy: { of_column: 'material', new_class: 0, reason: 'x' },
  set_asset_secrecy: { of_asset: 'demo/water/JS00023', new_class: 0, reason: 'x' },
  admin_secrecy: {},
  admin_secrecy_effect: { of_table: 'field', of_key: 'material', new_class: 0 },
  admin_users: {},
  admin_set_role: { person: PERSON, role: 'admin', organisation: null, districts: null, clearance: 2, name: 'x' },
  admin_disable_user: { person: PERSON, disabled: true },
  admin_require_new_password: { person: PERSON },
  admin_reset_second_factor: { person: PERSON },
  password_changed: { person: PERSON },
  admin_organisations: {},
  admin_save_organisation: { id: 'x', name: 'x', party: 'enterprise', credit_code: null },
  admin_thresholds: { words: '', of_kind: null, skipped: 0 },
  admin_kind_thresholds: {},
  audit_entries: { from_at: null, to_at: null, of_action: null, of_actor: null, before_seq: null },
  audit_state: {},
  audit_check: { after_seq: 0 },
  system_state: {},
  ingest: { batch: [] },
}

interface Answer {
  readonly status: number
  readonly body: Buffer
}

let root: string
let server: RunningServer
let publishableKey: string
let internal: readonly string[]
let open: readonly string[]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lifeline-public-'))
  await writeDemoCity(join(root, 'survey'))
  const folders = { dataDirectory: join(root, 'data'), publicDirectory: join(root, 'public') }
  await buildCity({ sources: [join(root, 'survey')], ...folders })
  server = await startServer({
    city: CITY,
    dataDirectory: folders.dataDirectory,
    cacheDirectory: resolve('.lifeline/cache'),
    publicTiles: folders.publicDirectory,
    distDirectory: join(root, 'dist'),
    port: 0,
    hasReplay: false,
  })
  await server.ready
  publishableKey = JSON.parse((await ask('/config.json')).body.toString()).publishableKey
  internal = await filesUnder(join(root, 'data', CITY, 'build'))
  open = await filesUnder(join(root, 'public', CITY))
})
afterAll(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

/** One request with the path exactly as given: fetch would tidy it up. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<Answer>((done, fail) => {
    const { body, ...rest } = options
    const sent = request({ host: '127.0.0.1', port: server.port, path, ...rest }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => done({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }))
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

async function rest(path: string, options: { method?: string; body?: object; headers?: Record<string, string> } = {}) {
  const { method = 'GET', body, headers } = options
  const { status, body: bytes } = await ask(`/rest/v1/${path}`, {
    method,
    headers: { apikey: publishableKey, 'Content-Type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status, text: bytes.toString('utf8') }
}

async function filesUnder(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}

/** Runs the work with so many at once and collects what it complains of. */
async function complaints<Item>(items: readonly Item[], work: (item: Item) => Promise<string | null>) {
  const left = [...items]
  const found: string[] = []
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      const complaint = await work(item)
      if (complaint !== null) found.push(complaint)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return found
}

const rowsOf = <Table extends TableName>(table: Table) => tableRowsOf(join(root, 'data', CITY, 'build'), table)
const assets = () => rowsOf('asset')
const lines = async () => (await assets()).filter(({ kind }) => kind === 'line')

describe('without signing in, internal files', () => {
  it('are 403, every single one, and so is one that does not exist', async () => {
    expect(internal.length).toBeGreaterThan(500)
    const refusal = (await ask(`/tiles/${CITY}/internal/no-such-file`)).body.toString()
    const wrong = await complaints(internal, async (file) => {
      const { status, body } = await ask(`/tiles/${CITY}/internal/${encodeURI(file)}`)
      return status === 403 && body.toString() === refusal ? null : `${file}: ${status}`
    })
    expect(wrong).toEqual([])
  })

  it('are 403 as lifecycle documents too', async () => {
    const wrong = await complaints(await rowsOf('document'), async ({ id }) => {
      const { status } = await ask(`/documents/${encodeURIComponent(id)}`)
      return status === 403 ? null : `${id}: ${status}`
    })
    expect(wrong).toEqual([])
  })

  it('are never had by another spelling of their address', async () => {
    const build = `data/${CITY}/build`
    const samples = [
      ...['city.json', 'flat.bin', 'tiles/pipes/tileset.json', 'network/water.bin', 'leak/spaces.bin'],
      'rows/asset.copy',
    ]
    const spellings = samples.flatMap((file) => [
      ...['', '.', '%00', '/', '/.', '%20', '?', '?grant=1', '#x', ';x', '%2e'].map((end) => `internal/${file}${end}`),
      ...[`internal//${file}`, `internal/./${file}`, `internal%2f${file}`, `Internal/${file}`, `INTERNAL/${file}`],
      ...[`public/../internal/${file}`, `public/%2e%2e/internal/${file}`, `public/..%2finternal%2f${file}`],
      ...['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '%252e%252e%252f', '..%252f', '..%5c', '..\\', '....//'].flatMap(
        (up) => [1, 2, 3, 4].map((times) => `public/${up.repeat(times)}${build}/${file}`),
      ),
      `public/${join(root, build, file)}`,
      `public//${join(root, build, file)}`,
    ])
    const addresses = [
      ...spellings.flatMap((path) => [`/tiles/${CITY}/${path}`, `/tiles/DEMO/${path}`, `//tiles/${CITY}/${path}`]),
      ...samples.flatMap((file) => [`/tiles/other/internal/${file}`, `/tiles/${CITY}%2finternal/${file}`]),
      ...['assets', 'cesium', 'documents', 'tiles', `tiles/${CITY}`].flatMap((place) =>
        ['../', '..%2f', '%2e%2e%2f'].flatMap((up) =>
          [`${build}/flat.bin`, `data/${CITY}/secrets.json`].flatMap((file) =>
            [1, 2, 3].map((times) => `/${place}/${up.repeat(times)}${file}`),
          ),
        ),
      ),
    ]
    const wrong = await complaints(addresses, async (address) => {
      const { status, body } = await ask(address)
      return [400, 403, 404].includes(status) && body.length < 200
        ? null
        : `${address}: ${status}, ${body.length} bytes`
    })
    expect(wrong).toEqual([])
  })

  it('are never had by another method, a range, a condition or a made-up grant', async () => {
    const address = `/tiles/${CITY}/internal/flat.bin`
    const asked = [
      ...['HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE', 'PATCH'].map((method) => ({ method })),
      { headers: { Range: 'bytes=0-99' } },
      { headers: { 'If-None-Match': '*' } },
      { headers: { Cookie: `lifeline_grant_${CITY}=e30.AAAA` } },
      { headers: { Authorization: `Bearer ${publishableKey}` } },
      { headers: { 'X-Original-URL': address, 'X-HTTP-Method-Override': 'GET' } },
    ]
    for (const options of asked) {
      const { status, body } = await ask(address, options)
      expect([status, body.length < 200], JSON.stringify(options)).toEqual([status === 404 ? 404 : 403, true])
    }
  })
})

describe('what anyone may read of the tiles', () => {
  const kindOf = (path: string) =>
    path.replace(/tiles\/[^/]+\.glb$/, 'tiles/*.glb').replace(/^terrain\/.*\.terrain$/, 'terrain/*.terrain')
  const fetched = async (path: string) => {
    const { status, body } = await ask(`/tiles/${CITY}/public/${path}`)
    if (status !== 200) throw new Error(`${path}: ${status}`)
    return body
  }

  it('is named in the allow-list, file by file and key by key', async () => {
    const seen = new Map<string, Set<string>>()
    for (const path of open) {
      const names = namesIn(path, await fetched(path)).map((name) => name.replace(/(children\[\]\.)+/, 'children[].'))
      seen.set(kindOf(path), new Set([...(seen.get(kindOf(path)) ?? []), ...names]))
    }
    expect([...seen.keys()].sort()).toEqual(Object.keys(ALLOWED).sort())
    const extra = [...seen].flatMap(([kind, names]) =>
      [...names].filter((name) => !ALLOWED[kind]?.includes(name)).map((name) => `${kind}: ${name}`),
    )
    expect(extra).toEqual([])
  })

  it('holds no id, survey number, owner, project, sensor or document', async () => {
    const secret = new Set<string>()
    const tables = ['sensor', 'organisation', 'project', 'document', 'customer', 'entry', 'risk'] as const
    const rows = await Promise.all(tables.map((table) => rowsOf(table)))
    for (const list of [await assets(), ...rows])
      for (const row of list as { id: string; name?: string | null; title?: string }[])
        for (const word of [row.id, row.id.split('/').at(-1), row.name, row.title]) if (word) secret.add(word)
    // A bridge or an asset may be called like the road that it lies in.
    for (const road of await rowsOf('road')) for (const name of [road.name_zh, road.name_en]) secret.delete(name)
    expect(secret.size).toBeGreaterThan(5000)
    for (const path of open)
      expect(
        wordsIn(path, await fetched(path)).filter((word) => secret.has(word)),
        path,
      ).toEqual([])
  })

  it('places pipes in areas of two 200 m cells, and no finer', async () => {
    const areas: {
      geometry: { coordinates: number[][][] }
      properties: { kinds: string[]; hasOthers: boolean }
    }[] = JSON.parse((await fetched('cells.geojson')).toString()).features
    const found = new Map<string, { readonly kinds: readonly string[]; readonly hasOthers: boolean }>()
    for (const { geometry, properties } of areas) {
      const ring = geometry.coordinates[0] ?? []
      const [[west = 0, south = 0] = []] = ring
      const [column, row] = [Math.round(west / STEPS.lon), Math.round(south / STEPS.lat)]
      const corner = (x: number, y: number) =>
        [(column + x) * STEPS.lon, (row + y) * STEPS.lat].map((degrees) => Math.round(degrees * 1e7) / 1e7)
      expect(ring).toEqual([corner(0, 0), corner(2, 0), corner(2, 1), corner(0, 1), corner(0, 0)])
      expect(column % 2).toBe(0)
      found.set(`${column}/${row}`, properties)
    }
    expect(found.size).toBe(areas.length)
    const unmarked = (await lines()).filter(({ geometry, discipline }) =>
      verticesOf(geometry).some(({ lon, lat }) => {
        const area = found.get(`${2 * Math.floor(lon / STEPS.lon / 2)}/${Math.floor(lat / STEPS.lat)}`)
        return !area?.kinds.includes(discipline) && !area?.hasOthers
      }),
    )
    expect(unmarked.map(({ id }) => id)).toEqual([])
  })

  it('is one and the same of both cells of an area, so that neither is known to hold the pipe', async () => {
    const cells = await rowsOf('public_cell')
    const told = ({ id, west, east, ...same }: PublicCellRow) => JSON.stringify(same)
    const halves = cells.map((cell) => cells.find(({ west, south }) => west === cell.east && south === cell.south))
    const pairs = cells.flatMap((west, index) => {
      const east = halves[index]
      return west.west === west.area_west && east ? [[told(west), told(east)]] : []
    })
    expect(pairs.length).toBe(cells.length / 2)
    expect(pairs.filter(([west, east]) => west !== east)).toEqual([])
  })

  // A network rebuilt from all answers together. Nothing in an answer tells one place of its area from another (the test
  // before), so whoever draws a pipe draws it at a place of his choice, the same for all pipes of the area; how far off
  // the truth is that?
  it('leads to pipes at 100 m or more in the median, whichever place of an area is taken for them', async () => {
    const vertices = (await lines()).flatMap(({ geometry }) => verticesOf(geometry))
    expect(vertices.length).toBeGreaterThan(5000)
    const median = (guessOf: (row: number, area: number) => number) => {
      const offs = vertices.map(({ lon, lat }) => {
        const [x, y] = [lon / STEPS.lon / 2, lat / STEPS.lat]
        const [area, row] = [Math.floor(x), Math.floor(y)]
        return Math.hypot(400 * (x - area - guessOf(row, area)), 200 * (y - row - 0.5))
      })
      return offs.sort((a, b) => a - b)[Math.floor(offs.length / 2)] ?? 0
    }
    // The middle of the area is the best single place: of places spread evenly over it half lie more than 116 m off.
    expect(median(() => 0.5)).toBeGreaterThan(100)
    // Who takes the middle of a 200 m cell must choose one of the two without a hint: right, he is 80 m off as with cells
    // told one by one, wrong, 200 m and more. Always west, always east, by chance (here in a pattern): no better. Drawing
    // every pipe in both is no way out: then half of what is drawn is not there.
    expect(median(() => 0.25)).toBeGreaterThan(100)
    expect(median(() => 0.75)).toBeGreaterThan(100)
    expect(median((row, area) => ((row + area) % 2 === 0 ? 0.25 : 0.75))).toBeGreaterThan(100)
  })

  it('shares no vertex with a pipe, and its bounds are whole steps wider than a cell', async () => {
    const near = (lon: number, lat: number) => `${lon.toFixed(7)} ${lat.toFixed(7)}`
    const pipes = new Set(
      (await assets())
        .filter(({ kind }) => kind === 'line')
        .flatMap(({ geometry }) => verticesOf(geometry).map(({ lon, lat }) => near(lon, lat))),
    )
    for (const path of ['roads.geojson', 'water.geojson']) {
      const numbers = (await fetched(path)).toString().matchAll(/\[(-?[\d.]+),(-?[\d.]+)\]/g)
      expect(
        [...numbers].filter(([, lon, lat]) => pipes.has(near(Number(lon), Number(lat)))),
        path,
      ).toEqual([])
    }
    const { bounds } = JSON.parse((await fetched('city.json')).toString())
    for (const bound of bounds) expect((bound * 250) % 1, `${bound}`).toBeCloseTo(0, 6)
  })
})

describe('what anyone may read of the database', () => {
  const migrations = async () => {
    const files = await readdir('supabase/migrations')
    return (await Promise.all(files.map((file) => readFile(join('supabase/migrations', file), 'utf8')))).join('\n')
  }
  const named = async (what: 'table' | 'function') => {
    const names = new Set<string>()
    for (const [, act, name = ''] of (await migrations()).matchAll(
      new RegExp(`(create|drop) (?:or replace )?${what} public\\.(\\w+)`, 'g'),
    ))
      if (act === 'create') names.add(name)
      else names.delete(name)
    return [...names].sort()
  }
  const refusal = ['code', 'details', 'hint', 'message', 'msg']

  it("is of all tables the city's name and build", async () => {
    const tables = await named('table')
    expect(tables).toContain('asset')
    for (const table of tables) {
      const { status, text } = await rest(`${table}?select=*`)
      const body: unknown = JSON.parse(text)
      if (table === 'city')
        expect(keyPaths(body)).toEqual(
          ['build', 'id', 'is_example', 'loaded_at', 'name_en', 'name_zh'].map((key) => `[].${key}`),
        )
      else {
        expect([table, status]).toEqual([table, 401])
        expect(keyPaths(body).filter((key) => !refusal.includes(key))).toEqual([])
      }
    }
  })

  it('is of all functions city_info and the cell of a place; the others refuse cleanly', async () => {
    expect(await named('function')).toEqual(Object.keys(CALLS).sort())
    for (const [name, body] of Object.entries(CALLS)) {
      const { status, text } = await rest(`rpc/${name}`, { method: 'POST', body })
      const answer = JSON.parse(text)
      if (name === 'city_info') expect(keyPaths(answer)).toEqual(['build', 'city'])
      else if (name === 'public_cell')
        expect(keyPaths(answer)).toEqual([
          ...['bounds[]', 'build', 'call.office.en', 'call.office.zh', 'call.phone', 'hasOthers', 'kinds[]'],
        ])
      else {
        expect([name, status, answer.code]).toEqual([name, 401, '42501'])
        expect(keyPaths(answer).filter((key) => !refusal.includes(key))).toEqual([])
        expect(text).not.toMatch(/select|from |\n\s+at /i)
      }
    }
  })

  it('is nothing of other schemas, of the system and of what PostGIS brings', async () => {
    for (const schema of ['app', 'auth', 'sensing', 'realtime', 'extensions', 'pg_catalog', 'information_schema']) {
      const { status } = await rest('users', { headers: { 'Accept-Profile': schema } })
      expect([schema, status]).toEqual([schema, 406])
    }
    // The description of the interface names tables and columns.
    const root = await rest('', { headers: { Accept: 'application/openapi+json' } })
    expect([root.status, root.text.includes('asset')]).toEqual([403, false])
    for (const name of ['pg_sleep', 'version', 'query_to_xml', 'st_astext', 'postgis_full_version', 'role_of', 'send'])
      expect([name, (await rest(`rpc/${name}`, { method: 'POST', body: {} })).status]).toEqual([name, 404])
    for (const name of ['pg_tables', 'pg_stat_activity', 'spatial_ref_sys', 'geometry_columns', 'users', 'user_role'])
      expect([401, 404], name).toContain((await rest(name)).status)
  })

  it('cannot be written', async () => {
    const body = { id: CITY }
    for (const options of [
      { method: 'POST', body },
      { method: 'PATCH', body },
      { method: 'PUT', body },
      { method: 'DELETE' },
    ])
      expect([401, 403, 405], options.method).toContain((await rest(`city?id=eq.${CITY}`, options)).status)
    expect(JSON.parse((await rest('city')).text)).toHaveLength(1)
  })

  it('is no live reading and no alarm', async () => {
    const [sensor] = await rowsOf('sensor')
    const socket = new WebSocket(
      `ws://127.0.0.1:${server.port}/realtime/v1/websocket?apikey=${publishableKey}&vsn=1.0.0`,
    )
    const heard: { event: string; payload: { status?: string } }[] = []
    await once(socket, 'open')
    for (const topic of [`sensors:${sensor?.district_id}:${sensor?.kind}`, 'alarms', 'sensors:*:*', '%'])
      for (const isPrivate of [true, false]) {
        const config = { private: isPrivate, broadcast: { replay: { since: 1, limit: 25 } } }
        const join = { topic: `realtime:${topic}`, event: 'phx_join', payload: { config }, ref: '1', join_ref: '1' }
        socket.send(JSON.stringify(join))
        const [data] = await once(socket, 'message')
        heard.push(JSON.parse(String(data)))
      }
    socket.terminate()
    expect(heard.map(({ event, payload }) => [event, payload.status])).toEqual(heard.map(() => ['phx_reply', 'error']))
  })

  it('is of the configuration what the page needs', async () => {
    const config = JSON.parse((await ask('/config.json')).body.toString())
    expect(keyPaths(config)).toEqual([
      ...['backendUrl', 'city', 'demoUsers[].email', 'demoUsers[].password', 'demoUsers[].role'],
      ...['isDemo', 'publishableKey', 'state'],
    ])
    expect(keyPaths(JSON.parse((await ask('/healthz')).body.toString()))).toEqual(['state'])
  })
})

function verticesOf(ewkt: string): { lon: number; lat: number }[] {
  const body = ewkt.slice(ewkt.lastIndexOf('(') + 1, ewkt.indexOf(')'))
  return body.split(',').map((vertex) => {
    const [lon, lat] = vertex.trim().split(' ').map(Number)
    return { lon: lon ?? Number.NaN, lat: lat ?? Number.NaN }
  })
}
