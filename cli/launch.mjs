// `npm start`, `npm test`, `npm run check`, `npm run reference`, `npm run soak`: runs before anything is installed, so it imports
// nothing but Node. It makes the tree ready, then hands over to the TypeScript behind it.
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { constants } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findChromium } from './find-chromium.mjs'
import { writeResults } from './write-results.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const RESULTS = join(ROOT, 'test-results')
const TYPESCRIPT = ['--enable-source-maps', '--import', './tools/ts.mjs']
const UNIT_TESTS = [
  'src/',
  'workers/',
  'data-pipeline/',
  'server/',
  'cli/',
  'tests/architecture.test.ts',
  'tests/scene-schema.test.ts',
]
/** Where outside data lies; reference tests may be skipped only where it does not. */
const BENCH = resolve(ROOT, process.env.LIFELINE_BENCH ?? '../shared/bench')
const FULL_TESTS = [...UNIT_TESTS, 'tests/contract', 'tests/reference']

const [task, ...rest] = process.argv.slice(2)
const tasks = { start, test, check, reference, soak }
requireNode()
if (!Object.hasOwn(tasks, task ?? '')) {
  console.error(`usage: node cli/launch.mjs ${Object.keys(tasks).join('|')} [options]`)
  process.exit(2)
}
process.exitCode = await tasks[task]()

async function start() {
  // what only tests and checks need is not in an install bundle
  await install((entry) => !entry.dev && !entry.devOptional)
  return await run(process.execPath, [...TYPESCRIPT, 'cli/main.ts', 'start', ...rest])
}

async function check() {
  await install()
  return tally([...(await staticChecks()), await vitest('unit', [...UNIT_TESTS, '--exclude=**/*.long.test.ts'])])
}

async function test() {
  await install()
  const chromium = await findChromium()
  console.log(`chromium: ${chromium}`)
  const suites = [
    ...(await staticChecks()),
    await vitest('tests', FULL_TESTS),
    await playwright(chromium, ['scene contract', 'compute contract', 'pages']),
  ]
  return tally(suites)
}

/** The reference tests and the benches of simulation and pipeline, with a dated file of their results. */
async function reference() {
  await install()
  const suite = await vitest('reference', ['tests/reference', 'tests/long-reference'], { LIFELINE_REFERENCE: '1' })
  const [benches, suites] = [[], [await playwright(await findChromium(), ['long reference'])]]
  // a million lines: of fewer, half the time goes to warming up
  const many = ' --pipes 1000000'
  const simulations = ['isolation', 'inundation', 'drainage', 'flood-city --cell 4', 'leak']
  const builds = [`tiles${many}`, 'buildings', 'terrain', `check${many}`, `load${many}`, 'pipeline']
  for (const name of [...simulations, ...builds]) {
    const args = [...TYPESCRIPT, 'cli/main.ts', 'bench', ...name.split(' ')]
    const { isGood, text } = await outputOf(args, process.env)
    console.log(text)
    benches.push([`lifeline bench ${name}`, text])
    suites.push({ name: `bench ${name}`, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 })
  }
  return await record('reference', suite, benches, suites)
}

/**
 * What is too long for every day: an install bundle on a network without a route, role isolation under 10,000 requests, the scraping of the public question, the contract
 * suite on PostgreSQL 17 too, five weeks of the made-up field judged, 100 kills, an hour of devices and
 * viewers, and half an hour of tour and 500 selections in a
 * browser (LIFELINE_SOAK_MINUTES), with a dated file of its results.
 */
async function soak() {
  await install()
  const suite = await vitest(
    'soak',
    [
      ...['no-network', 'role-isolation', 'front-door', 'public-enquiry', 'contract-suite', 'kill', 'live-link'].map(
        (name) => `tests/contract/${name}.test.ts`,
      ),
      'server/replay/judged-days.test.ts',
      'server/realtime/frames.test.ts',
    ],
    { LIFELINE_SOAK: '1' },
  )
  const stream = await outputOf([...TYPESCRIPT, 'tests/soak/stream.ts'], process.env)
  console.log(stream.text)
  const environment = { ...process.env, LIFELINE_CHROMIUM: await findChromium() }
  const tour = await outputOf([...TYPESCRIPT, 'tests/soak/tour.ts'], environment)
  console.log(tour.text)
  const told = (name, { isGood }) => ({ name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 })
  const texts = [
    ['devices and viewers (tests/soak/stream.ts)', stream.text],
    ['tour and selections (tests/soak/tour.ts)', tour.text],
  ]
  return await record('soak', suite, texts, [told('stream soak', stream), told('browser soak', tour)])
}

/** What a command prints, also where it fails or misses its goals. */
async function outputOf(args, env) {
  return await promisify(execFile)(process.execPath, args, { cwd: ROOT, env }).then(
    ({ stdout }) => ({ isGood: true, text: stdout }),
    ({ stdout, stderr }) => ({ isGood: false, text: stdout || stderr }),
  )
}

async function record(kind, suite, benches, others = []) {
  const report = readReport(join(RESULTS, `vitest-${kind}.json`))
  if (report) console.log(`results: ${await writeResults(ROOT, kind, report, benches)}`)
  return tally([suite, ...others])
}

/** Types, lint and dead code: each counts as one test in the closing line. */
async function staticChecks() {
  const commands = [
    ['types of the page', bin('typescript', 'bin/tsc'), ['-p', 'tsconfig.web.json']],
    ['types of server, pipeline and tools', bin('typescript', 'bin/tsc'), ['-p', 'tsconfig.node.json']],
    ['biome', bin('@biomejs/biome', 'bin/biome'), ['check', '--error-on-warnings']],
    ['knip', bin('knip', 'bin/knip.js'), []],
  ]
  const suites = []
  for (const [name, script, args] of commands) {
    const code = await run(process.execPath, [script, ...args])
    suites.push({ name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })
  }
  return suites
}

async function vitest(name, folders, environment = {}) {
  const report = await freshReport(`vitest-${name}.json`)
  const code = await run(
    process.execPath,
    [
      bin('vitest', 'vitest.mjs'),
      'run',
      ...folders,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    environment,
  )
  const counts = readReport(report)
  if (!counts) return { name: `vitest ${name}`, passed: 0, failed: 1, skipped: 0 }
  const skipped = counts.numPendingTests + counts.numTodoTests
  const isSkipAFault = skipped > 0 && existsSync(BENCH)
  if (isSkipAFault) console.error(`${skipped} tests were skipped although ${BENCH} is there: that counts as failed`)
  const failed = Math.max(counts.numFailedTests, code === 0 ? 0 : 1) + (isSkipAFault ? skipped : 0)
  const failures = counts.testResults.flatMap((file) => [
    // a file that could not be read, or whose hooks failed, has no failed test
    ...(file.status === 'failed' ? [`${relative(ROOT, file.name)}: ${firstLine(file.message)}`] : []),
    ...file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map((test) => `  ${test.fullName}: ${firstLine(test.failureMessages[0])}`),
  ])
  return {
    name: `vitest ${name}`,
    passed: counts.numPassedTests,
    failed,
    skipped: isSkipAFault ? 0 : skipped,
    failures,
  }
}

async function playwright(chromium, projects) {
  const report = await freshReport('playwright.json')
  const chosen = projects.map((project) => `--project=${project}`)
  const code = await run(process.execPath, [bin('playwright', 'cli.js'), 'test', ...chosen], {
    LIFELINE_CHROMIUM: chromium,
  })
  const counts = readReport(report)
  if (!counts) return { name: 'end to end', passed: 0, failed: 1, skipped: 0 }
  const { expected, flaky, unexpected, skipped } = counts.stats
  const failures = counts.suites.flatMap(failedSpecs)
  const failed = Math.max(unexpected, code === 0 ? 0 : 1)
  return { name: 'end to end', passed: expected + flaky, failed, skipped, failures }
}

function failedSpecs({ file, specs = [], suites = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ title }) => `${file}: ${title}`)
  return [...own, ...suites.flatMap(failedSpecs)]
}

function firstLine(text = '') {
  return text.split('\n', 1)[0]
}

function tally(suites) {
  const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0)
  console.log('')
  for (const { name, failed, failures = [] } of suites) {
    console.log(`  ${failed ? 'FAILED' : 'ok    '} ${name}`)
    for (const failure of failures) console.log(`         ${failure}`)
  }
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  return sum('failed') > 0 ? 1 : 0
}

/** Installs what the lock file names, unless exactly that is there already. */
async function install(isNeeded = () => true) {
  if (isInstalled(isNeeded)) return
  console.log('installing dependencies (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    console.error('npm ci failed: see above; is the npm registry reachable?')
    process.exit(3)
  }
}

function isInstalled(isNeeded) {
  const installedLock = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(installedLock)) return false
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || !isNeeded(entry) || entry.optional || entry.peer || installed[path]?.version === entry.version,
  )
}

function bin(name, file) {
  return join(ROOT, 'node_modules', name, file)
}

async function freshReport(name) {
  await mkdir(RESULTS, { recursive: true })
  const path = join(RESULTS, name)
  rmSync(path, { force: true })
  return path
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

/** Runs a program to its end with our terminal; Ctrl-C reaches it, and we wait for its own clean stop. */
function run(program, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } })
    const forward = (signal) => child.kill(signal)
    process.on('SIGINT', ignore)
    process.on('SIGTERM', forward)
    // a server with TLS reads its certificate again
    process.on('SIGHUP', forward)
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`)
      resolve(3)
    })
    child.on('exit', (code, signal) => {
      process.off('SIGINT', ignore)
      process.off('SIGTERM', forward)
      process.off('SIGHUP', forward)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/** The terminal sends Ctrl-C to the child as well; we only must not die before it. */
function ignore() {}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Node ${process.versions.node} is too old: Lifeline Twin needs Node 20.19 or newer.`)
  process.exit(3)
}
