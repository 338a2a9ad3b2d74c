import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'rolldown/utils'

/** Module loader hook: strips types from our own .ts files, leaves packages alone. */
export async function load(url, context, next) {
  const isOurs = url.startsWith('file:') && /\.tsx?$/.test(url.replace(/[?#].*/, '')) && !url.includes('/node_modules/')
  if (!isOurs) return next(url, context)
  const path = fileURLToPath(url)
  const { code, map, errors } = transformSync(path, await readFile(path, 'utf8'), {
    sourcemap: true,
    tsconfig: false,
    target: 'es2023',
    typescript: { onlyRemoveTypeImports: true },
  })
  if (errors.length > 0) throw new SyntaxError(errors.map((error) => error.message).join('\n'))
  const source = `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`
  return { format: 'module', shortCircuit: true, source }
}
