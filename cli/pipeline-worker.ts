import { once } from 'node:events'
import { resolve } from 'node:path'
import { startRedisWorker } from '../data-pipeline/remote/redis-worker.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

/** Makes shards for builds on other machines. */
export const pipelineWorker: Command = {
  name: 'pipeline worker',
  summary: '为其他机器的构建制作分片 · make shards for builds on other machines',
  help: `
lifeline pipeline worker --redis URL [options]

Takes shards from "pipeline build --redis URL" until it is stopped (Ctrl-C ends it after the shard at hand, twice at
once). The data folder must be the builder's own, on a file system that both machines share: a worker takes only shards
of builds into it, whatever else is on that Redis. A worker that dies loses nothing: its shard is given to another. A
Redis that goes away is waited for.
  --redis URL        redis://HOST:PORT, or rediss:// with TLS
  --data DIR         folder of the cities' data, as this machine has it (default .lifeline)
  --workers N        shards at a time (default 2)

Exit: 0 stopped, 2 wrong command line, 3 the Redis cannot be reached.
Example: lifeline pipeline worker --redis redis://10.0.0.5:6379 --data /mnt/lifeline`,
  options: { redis: { type: 'string' }, data: { type: 'string' }, workers: { type: 'string' } },
  async run(args, terminal) {
    const url = textOption(args, 'redis')
    if (url === undefined) throw new UsageError('expected --redis URL')
    const threads = Number(textOption(args, 'workers') ?? 2)
    if (!Number.isInteger(threads) || threads < 1) throw new UsageError('--workers: expected a whole number from 1 on')
    const worker = await startRedisWorker({
      url,
      dataDirectory: resolve(textOption(args, 'data') ?? '.lifeline'),
      threads,
      onDone: (name, { rows, tiles }) => terminal.progress(`${name}: 行 rows ${rows} · 瓦片 tiles ${tiles}`),
      onTrouble: (name, reason) => terminal.error(name === null ? reason : `${name}: ${reason}`),
    })
    terminal.progress('等待分片 waiting for shards')
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await worker.close()
    return EXIT.ok
  },
}
