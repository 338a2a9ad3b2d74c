import type { Localized } from '../../../../src/domain/localized.ts'
import { inChinese } from './in-chinese.ts'

/**
 * Sections that a SWMM 5.2 file may hold, by the beginnings of their headings that SWMM takes. Order counts: a longer
 * beginning stands before a shorter one.
 */
const HEADINGS = {
  TITLE: 'TITLE',
  OPTION: 'OPTIONS',
  FILE: 'FILES',
  RAINGAGE: 'RAINGAGES',
  HYDROGRAPH: 'HYDROGRAPHS',
  UNITHYD: 'HYDROGRAPHS',
  TEMPERATURE: 'TEMPERATURE',
  EVAP: 'EVAPORATION',
  SUBCATCH: 'SUBCATCHMENTS',
  SUBAREA: 'SUBAREAS',
  INFIL: 'INFILTRATION',
  AQUIFER: 'AQUIFERS',
  GROUNDWATER: 'GROUNDWATER',
  GWF: 'GWF',
  SNOWPACK: 'SNOWPACKS',
  ADJUST: 'ADJUSTMENTS',
  EVENT: 'EVENTS',
  LID_CONTROL: 'LID_CONTROLS',
  LID_USAGE: 'LID_USAGE',
  JUNC: 'JUNCTIONS',
  OUTFALL: 'OUTFALLS',
  STORAGE: 'STORAGE',
  DIVIDER: 'DIVIDERS',
  CONDUIT: 'CONDUITS',
  PUMP: 'PUMPS',
  ORIFICE: 'ORIFICES',
  WEIR: 'WEIRS',
  OUTLET: 'OUTLETS',
  XSECT: 'XSECTIONS',
  TRANSECT: 'TRANSECTS',
  STREET: 'STREETS',
  INLET_USAGE: 'INLET_USAGE',
  INLET: 'INLETS',
  LOSS: 'LOSSES',
  CONTROL: 'CONTROLS',
  INFLOW: 'INFLOWS',
  DWF: 'DWF',
  RDII: 'RDII',
  CURVE: 'CURVES',
  TIMESERIES: 'TIMESERIES',
  PATTERN: 'PATTERNS',
  POLLUT: 'POLLUTANTS',
  LANDUSE: 'LANDUSES',
  COVERAGE: 'COVERAGES',
  LOADING: 'LOADINGS',
  BUILDUP: 'BUILDUP',
  WASHOFF: 'WASHOFF',
  TREATMENT: 'TREATMENT',
  REPORT: 'REPORT',
  TAG: 'TAGS',
  MAP: 'MAP',
  COORDINATE: 'COORDINATES',
  VERTICES: 'VERTICES',
  POLYGON: 'POLYGONS',
  SYMBOL: 'SYMBOLS',
  LABEL: 'LABELS',
  BACKDROP: 'BACKDROP',
  PROFILE: 'PROFILES',
} as const

export type Section = (typeof HEADINGS)[keyof typeof HEADINGS]

/** One line of a section: its words as they stand, quotes taken off, comments dropped. */
export interface Row {
  readonly section: Section
  /** counted from 1 in the file */
  readonly line: number
  readonly words: readonly string[]
}

/** What is wrong with a line of a file. */
export interface Fault {
  readonly line: number
  readonly section: Section | null
  /** what stands there */
  readonly got: string
  readonly expected: string
}

/** A SWMM file by its sections. */
export interface InpFile {
  readonly name: string
  /** rows of a section in the order of the file; empty when it is not there */
  rows(section: Section): readonly Row[]
  /** all that is wrong so far; readers of sections add to it */
  readonly faults: Fault[]
  /** what was read otherwise than it stands there, as SWMM does with a warning; `expected` says how */
  readonly notes: Fault[]
}

/**
 * Splits a SWMM .inp file into sections, rows and words. A semicolon begins a comment, words in double quotes may hold
 * blanks and may be empty. An unknown section and a row before the first section are faults.
 *
 * @param name  of the file, for the messages
 */
export function splitSections(text: string, name: string): InpFile {
  const sections = new Map<Section, Row[]>()
  const faults: Fault[] = []
  let rows: Row[] | null = null
  let section: Section | null = null
  let isUnknown = false
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = at + 1
    const heading = /^\s*\[([^\]]*)\]?/.exec(raw)
    if (heading) {
      section = sectionOf(heading[1] ?? '')
      isUnknown = section === null
      if (section === null) {
        faults.push({ line, section, got: raw.trim(), expected: 'a section of SWMM 5.2' })
        continue
      }
      rows = sections.get(section) ?? []
      sections.set(section, rows)
      continue
    }
    const words = wordsOf(raw)
    if (words.length === 0 || isUnknown) continue
    if (rows === null || section === null) {
      faults.push({ line, section, got: words.join(' '), expected: 'a section heading in brackets first' })
      isUnknown = true
      continue
    }
    rows.push({ section, line, words })
  }
  return { name, rows: (of) => sections.get(of) ?? [], faults, notes: [] }
}

/** A fault or a note as a sentence: file, line, section, what stands there, what was expected or how it was read. */
export function sentence(file: string, { line, section, got, expected }: Fault, isNote = false): string {
  return `${file}:${line}: ${section ? `[${section}] ` : ''}"${got}": ${isNote ? 'read as' : 'expected'} ${expected}`
}

/** The same in both languages. */
export function told(file: string, fault: Fault, isNote = false): Localized {
  const { line, section, got, expected } = fault
  const place = `${file} 第 ${line} 行${section ? ` [${section}]` : ''}`
  return {
    zh: `${place}：“${got}”${isNote ? '读作' : '不符，应为'}${inChinese(expected)}`,
    en: sentence(file, fault, isNote),
  }
}

function sectionOf(heading: string): Section | null {
  const name = heading.trim().toUpperCase()
  for (const [beginning, section] of Object.entries(HEADINGS)) if (name.startsWith(beginning)) return section
  return null
}

function wordsOf(raw: string): string[] {
  const words: string[] = []
  for (const [word, quoted] of raw.matchAll(/"([^"]*)"?|;.*$|[^\s";]+/g)) {
    if (word.startsWith(';')) break
    words.push(quoted ?? word)
  }
  return words
}
