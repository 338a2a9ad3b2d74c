import { readMigrations } from './migrations.ts'
import { readBootstrap, writeSeed } from './seed.ts'

// node --import tools/ts.mjs server/database/make-seed.ts FILE
const file = process.argv[2]
if (!file) throw new Error('make-seed: expected the file to write')
await writeSeed(file, await readBootstrap(), await readMigrations())
