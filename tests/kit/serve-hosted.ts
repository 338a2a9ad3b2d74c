// The tiny city on a stand-in of Supabase, with its pages: node --import ./tools/ts.mjs tests/kit/serve-hosted.ts DIST
import { startHostedCity } from '../contract/hosted-city.ts'

const city = await startHostedCity({ distDirectory: process.argv[2] ?? 'dist' })
process.on('SIGTERM', () => void city.close().then(() => process.exit(0)))
console.log(JSON.stringify({ url: city.server.url }))
