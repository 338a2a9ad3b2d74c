/**
 * Makes the text of a small EPANET network: `aWaterNetwork().reservoir('R', 50).junction('A', { demand: 5 }).pipe('P', 'R', 'A')`.
 * Flows in L/s, Hazen-Williams with C = 130, steady for a day unless told otherwise.
 */
export function aWaterNetwork() {
  // a link is read after the nodes that it joins
  const rows: Record<string, string[]> = { JUNCTIONS: [], RESERVOIRS: [], TANKS: [] }
  const add = (section: string, row: string) => {
    rows[section] ??= []
    rows[section].push(row)
    return builder
  }
  const builder = {
    reservoir: (id: string, head: number) => add('RESERVOIRS', `${id} ${head}`),
    /** `demand` [L/s] */
    junction: (id: string, { level = 0, demand = 0 } = {}) => add('JUNCTIONS', `${id} ${level} ${demand}`),
    /** round, upright, `level` of its floor; water stands `depth` in it at first */
    tank: (id: string, { level = 30, depth = 5, diameter = 10 } = {}) =>
      add('TANKS', `${id} ${level} ${depth} 0 10 ${diameter} 0`),
    /** `length` [m], `diameter` [mm] */
    pipe: (id: string, from: string, to: string, { length = 1000, diameter = 300, status = 'Open' } = {}) =>
      add('PIPES', `${id} ${from} ${to} ${length} ${diameter} 130 0 ${status}`),
    valve: (id: string, from: string, to: string, kind = 'TCV', setting = '0') =>
      add('VALVES', `${id} ${from} ${to} 300 ${kind} ${setting} 0`),
    /** a row of any other section */
    row: add,
    build: () =>
      [
        ...Object.entries(rows).map(([section, lines]) => `[${section}]\n${lines.join('\n')}`),
        '[TIMES]\nDURATION 24:00\nHYDRAULIC TIMESTEP 1:00',
        '[REPORT]\nSTATUS NO',
        '[OPTIONS]\nUNITS LPS\nHEADLOSS H-W\nACCURACY 1e-6',
        '[END]\n',
      ].join('\n'),
  }
  return builder
}
