import type { Hydraulics } from '../../../src/domain/leak/hydraulics-file.ts'
import { clockText } from './water-names.ts'

/** An EPANET file while it is put together, in L/s, m and mm. */
export class InpText {
  private readonly sections: Map<string, string[]>

  /** @param sections  rows to begin with, by section */
  constructor(sections: ReadonlyMap<string, readonly string[]>) {
    this.sections = new Map([...sections].map(([name, rows]) => [name, [...rows]]))
  }

  add(section: string, ...rows: readonly string[]): void {
    const own = this.sections.get(section)
    if (own) for (const row of rows) own.push(row)
    else this.sections.set(section, [...rows])
  }

  /** The whole text, with the times and options of a model; null = nothing changes by itself. */
  with(model: Hydraulics | null): string {
    const rows = [...this.sections].flatMap(([name, own]) => (own.length > 0 ? [`[${name}]`, ...own] : []))
    return [...rows, ...settings(model), '[REPORT]', 'STATUS NO', '[END]', ''].join('\n')
  }
}

function settings(model: Hydraulics | null): string[] {
  // the engine's own steps must not cut the time into pieces
  const still = ['HYDRAULIC', 'PATTERN', 'REPORT'].map((step) => `${step} TIMESTEP 10000:00`)
  if (!model) return ['[TIMES]', ...still, '[OPTIONS]', 'UNITS LPS', 'HEADLOSS H-W']
  const { step, patternStep, patternStart, clock, headloss, viscosity, emitterExponent } = model
  return [
    '[TIMES]',
    ...[`HYDRAULIC TIMESTEP ${clockText(step)}`, `REPORT TIMESTEP ${clockText(step)}`],
    ...[`PATTERN TIMESTEP ${clockText(patternStep)}`, `PATTERN START ${clockText(patternStart)}`],
    `START CLOCKTIME ${clockText(clock)}`,
    ...['[OPTIONS]', 'UNITS LPS', `HEADLOSS ${headloss}`, `VISCOSITY ${viscosity}`],
    `EMITTER EXPONENT ${emitterExponent}`,
  ]
}
