import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { SaxesParser } from 'saxes'

type Codes = ReadonlyMap<string, string>

/**
 * Names of codes out of the gml:Dictionary files that a city model refers to by a relative path. A list that is not
 * there has no names; it is told once, by `missing`.
 */
export class Codelists {
  readonly missing = new Set<string>()
  readonly #folder: string
  readonly #lists = new Map<string, Codes | null>()

  /** @param path  of the city model */
  constructor(path: string) {
    this.#folder = dirname(path)
  }

  /** Name of a code, e.g. "ダクタイル鋳鉄管" of "2"; null when the list or the code is not there. */
  async nameOf(codeSpace: string, code: string): Promise<string | null> {
    let list = this.#lists.get(codeSpace)
    if (list === undefined) {
      list = await read(resolve(this.#folder, codeSpace))
      this.#lists.set(codeSpace, list)
      if (list === null) this.missing.add(codeSpace)
    }
    return list?.get(code) ?? null
  }
}

async function read(path: string): Promise<Codes | null> {
  if (/^\w+:\/\//.test(path)) return null
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  const codes = new Map<string, string>()
  let [definition, isName, name, description] = [false, false, '', '']
  let field = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: tag }) => {
    field = tag.replace(/^.*:/, '')
    if (field === 'Definition') [definition, name, description] = [true, '', '']
    isName = definition && field === 'name'
  })
  parser.on('text', (part) => {
    if (isName) name += part
    else if (definition && field === 'description') description += part
  })
  parser.on('closetag', ({ name: tag }) => {
    if (tag.endsWith('Definition')) {
      if (name.trim() !== '') codes.set(name.trim(), description.trim())
      definition = false
    }
    field = ''
    isName = false
  })
  // a broken list names no codes; the codes themselves stay
  parser.on('error', () => {})
  parser.write(text).close()
  return codes
}
