import { parseArgs } from 'node:util'
import { type Command, EXIT, type ExitCode, type Terminal, UsageError } from './command.ts'
import { commands } from './commands.ts'

/** `lifeline <command>`: finds the command, parses its options, and turns faults into exit codes. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  const found = commands
    .filter(({ name }) => `${argv.join(' ')} `.startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0]
  if (!found) return await overview(argv)
  const command = await found.load()
  const rest = argv.slice(found.name.split(' ').length)
  if (rest.includes('--help')) {
    console.log(command.help.trim())
    return EXIT.ok
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { json: { type: 'boolean' }, ...command.options },
      allowPositionals: true,
    })
    return await command.run({ values, positionals }, openTerminal(values.json === true))
  } catch (error) {
    return report(error, command)
  }
}

function report(error: unknown, command: Command): ExitCode {
  const isUsage =
    error instanceof UsageError ||
    (error instanceof Error && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS'))
  const kind = isUsage ? '命令行有误 / wrong command line' : '失败 / failed'
  console.error(`lifeline ${command.name}: ${kind}: ${reasonOf(error)}`)
  if (isUsage) console.error(`\n${command.help.trim()}`)
  else if (process.env.LIFELINE_DEBUG && error instanceof Error) console.error(error.stack)
  return isUsage ? EXIT.usage : EXIT.failed
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  return code === 'ENOENT' && path !== undefined ? `文件不存在 / no such file: ${path}` : error.message
}

function openTerminal(isJson: boolean): Terminal {
  return {
    isJson,
    result: (data, text) => process.stdout.write(isJson ? `${JSON.stringify(data, null, 2)}\n` : `${text}\n`),
    progress: (message) => process.stderr.write(`${message}\n`),
    error: (message) => process.stderr.write(`${message}\n`),
  }
}

async function overview(argv: readonly string[]): Promise<ExitCode> {
  const lines = await Promise.all(
    commands.map(async ({ name, load }) => `  ${name.padEnd(16)} ${(await load()).summary}`),
  )
  const text = `lifeline <command> [options]\n\n${lines.join('\n')}\n\nlifeline <command> --help tells more.`
  if (argv.length === 0 || argv.includes('--help')) {
    console.log(text)
    return EXIT.ok
  }
  console.error(`lifeline: 没有这个命令 / no such command: ${argv.join(' ')}\n\n${text}`)
  return EXIT.usage
}

process.exitCode = await main(process.argv.slice(2))
