/** One data line of an .inp file: its words, without comment. */
export interface InpRow {
  /** 1-based line number in the file */
  readonly line: number
  /** words between blanks; a quoted word keeps its blanks and loses its quotes */
  readonly words: readonly string[]
}

/** Section name in upper case, without brackets → its rows in file order; a section given twice is continued. */
export type InpSections = ReadonlyMap<string, readonly InpRow[]>

const WORD = /"([^"]*)"|(\S+)/g

/**
 * Splits the text of an EPA .inp file (EPANET and SWMM share the form) into sections.
 *
 * Everything after `;` is comment. Rows before the first section are ignored. [TITLE] is free text and is split like
 * any other section; join its words to get it back.
 */
export function inpSections(text: string): InpSections {
  const sections = new Map<string, InpRow[]>()
  let current: InpRow[] | null = null
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const content = (raw.split(';', 1)[0] ?? '').trim()
    if (!content) return
    const header = /^\[([^\]]+)\]?/.exec(content)
    if (header) {
      const name = (header[1] ?? '').trim().toUpperCase()
      current = sections.get(name) ?? []
      sections.set(name, current)
      return
    }
    const words = [...content.matchAll(WORD)].map((match) => match[1] ?? match[2] ?? '')
    current?.push({ line: index + 1, words })
  })
  return sections
}
