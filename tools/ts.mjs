// Lets Node 20 run our TypeScript as it is: `node --import ./tools/ts.mjs file.ts`.
// Node 22.18 strips types by itself; then both files of this folder can go and no source line changes.
import { register } from 'node:module'

register('./ts-load.mjs', import.meta.url)
