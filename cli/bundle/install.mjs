// Part of an install bundle: checks that it came over whole, then says how to start. Needs Node alone, and no network.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(fileURLToPath(import.meta.url))
const { node, platform, commit, version } = JSON.parse(readFileSync(join(ROOT, 'bundle.json'), 'utf8'))

const [major, minor] = process.versions.node.split('.').map(Number)
const [leastMajor, leastMinor] = node.split('.').map(Number)
if (major < leastMajor || (major === leastMajor && minor < leastMinor))
  fail(`Node ${process.versions.node} 太旧 / is too old: expected ${node} or newer`)
if (platform !== `${process.platform}-${process.arch}`)
  fail(`this bundle is for ${platform}, this machine is ${process.platform}-${process.arch}`)

const lines = readFileSync(join(ROOT, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean)
let wrong = 0
for (const line of lines) {
  const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? fail(`SHA256SUMS: cannot read "${line}"`)
  const file = join(ROOT, name)
  if (existsSync(file) && (await sumOf(file)) === sum) continue
  console.error(`文件缺失或已改变 / missing or changed: ${name}`)
  wrong++
}
if (wrong > 0) fail(`${wrong} 个文件有误 / of ${lines.length} files are not as they were packed; copy the bundle again`)
console.log(`城市生命线孪生 ${version} (${commit.slice(0, 12)}): ${lines.length} 个文件完整 / files are whole.`)
console.log('启动 / start:  ./lifeline start          说明 / manual:  docs/operations.md')

async function sumOf(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
