import {
  type CheckTally,
  checkPaths,
  type Finding,
  UnreadablePath,
} from '../data-pipeline/tile/conformance/check-paths.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

const DEFAULT_REPORT = 50

/** `lifeline tiles check`: the own conformance checker on any 3D Tiles. */
export const tilesCheck: Command = {
  name: 'tiles check',
  summary: '检查 3D Tiles · check 3D Tiles 1.1 for conformance',
  help: `lifeline tiles check PATH… [--json] [--report N]

检查 tileset.json、文件夹（逐级查找）或单个 .glb/.gltf：结构、包围体、几何误差、GLB、访问器、要素编号、属性表。
Checks a tileset.json, a folder (searched through) or a single .glb/.gltf: schema, bounding volumes, geometric error,
GLB structure, accessors, feature ids, property tables, extensions, implicit tiling.

  --report N   print at most N findings (default ${DEFAULT_REPORT}; 0 = all); the counts are always complete
  --json       print counts and all findings as JSON

Exit codes: 0 no errors, 1 errors found, 2 wrong command line, 3 a path cannot be read.
Example: lifeline tiles check .lifeline/demo/build/tiles`,
  options: { report: { type: 'string' } },
  async run(args, terminal) {
    if (args.positionals.length === 0) throw new UsageError('expected at least one PATH')
    const most = Number(textOption(args, 'report') ?? DEFAULT_REPORT)
    if (!Number.isInteger(most) || most < 0) throw new UsageError('--report: expected a whole number, 0 or more')
    try {
      const tally = await checkPaths(args.positionals, (path) => terminal.progress(`检查 check ${path}`))
      const { seen: _, ...data } = tally
      const errors = tally.findings.filter((finding) => finding.severity === 'error').length
      const warnings = tally.findings.length - errors
      terminal.result({ ...data, errors, warnings }, describe(tally, errors, warnings, most))
      return errors > 0 ? EXIT.findings : EXIT.ok
    } catch (error) {
      if (!(error instanceof UnreadablePath)) throw error
      terminal.error(error.message)
      return EXIT.failed
    }
  },
}

function describe(tally: CheckTally, errors: number, warnings: number, most: number): string {
  const shown = most === 0 ? tally.findings : tally.findings.slice(0, most)
  const hidden = tally.findings.length - shown.length
  return [
    ...shown.map(line),
    ...(hidden > 0 ? [`… 另有 ${hidden} 条 · ${hidden} more (--report 0)`] : []),
    ...(tally.unchecked.length > 0
      ? [`未检查（旧格式） ${tally.unchecked.length} · not looked into (formats before 1.1): ${tally.unchecked.length}`]
      : []),
    `瓦片集 tilesets ${tally.tilesets} · 瓦片 tiles ${tally.tiles} · 内容 contents ${tally.contents} · 要素行 feature rows ${tally.features} · 三角形 triangles ${tally.triangles}`,
    `错误 errors ${errors} · 警告 warnings ${warnings}`,
  ].join('\n')
}

function line({ severity, rule, file, where, message }: Finding): string {
  return `${severity === 'error' ? '错误 error' : '警告 warning'} [${rule}] ${file} ${where}\n    ${message.zh}\n    ${message.en}`
}
