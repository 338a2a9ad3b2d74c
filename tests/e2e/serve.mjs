// The server under test: the command a user runs, on a new database each time, so that no run sees another's readings.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [port, data] = process.argv.slice(2)
rmSync(`${root}/${data}/demo/database`, { recursive: true, force: true })
const server = spawn(process.execPath, ['cli/launch.mjs', 'start', '--port', port, '--strict-port', '--data', data], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code) => process.exit(code ?? 1))
