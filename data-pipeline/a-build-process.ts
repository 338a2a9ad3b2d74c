import { buildCity } from './build.ts'

/** A build in a process of its own, for tests that kill it; tells of every shard that is done. */
const [source = '', root = ''] = process.argv.slice(2)
await buildCity({
  sources: [source],
  dataDirectory: `${root}/data`,
  publicDirectory: `${root}/public`,
  workers: 1,
  progress: ({ shards }) => process.send?.(shards),
})
