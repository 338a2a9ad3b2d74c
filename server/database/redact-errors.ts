/**
 * lite prints every database error with its SQL and all parameters, and database messages quote values: positions,
 * names, addresses. While it lives, an error that goes to console.error is cut to its kind, its code and the place in
 * the program, other objects to nothing; a refusal by policy is an answer, not a fault, and is not printed.
 * So: `console.error('what failed:', error)`, never the error's message in the text.
 *
 * @returns puts the old console.error back
 */
export function redactErrors(): () => void {
  const print = console.error
  console.error = (...parts: unknown[]) => {
    if (!parts.some(isRefusal)) print(...parts.map(redact))
  }
  return () => {
    console.error = print
  }
}

function isRefusal(part: unknown): boolean {
  return part instanceof Error && 'code' in part && part.code === '42501'
}

function redact(part: unknown): unknown {
  if (!(part instanceof Error)) return typeof part === 'object' && part !== null ? '[object not printed]' : part
  const frame = part.stack?.split('\n').find((line) => /^ {4}at /.test(line)) ?? ''
  // the file's name is enough to find the place; its folder is nobody's business in a log
  const place = frame.trim().replace(/(?:file:\/\/)?[^\s()]*\//, '')
  return [part.name, 'code' in part ? part.code : '', place].filter(Boolean).join(' ')
}
