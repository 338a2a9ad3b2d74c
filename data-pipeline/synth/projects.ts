import { type Owned, owners } from './organisations.ts'
import { createRandom, type Random } from './random.ts'
import type { Street } from './streets.ts'
import type { Origin } from './survey-table.ts'

export interface Project {
  readonly id: string
  readonly discipline: Owned
  readonly name: string
  readonly category: string
  /** year of completion */
  readonly year: number
}

const CATEGORIES: Record<Owned, readonly [zh: string, years: readonly number[]]> = {
  water: ['供水管网工程', [1987, 1994, 1998, 2004, 2008, 2013, 2019]],
  storm: ['雨水管网工程', [1986, 1995, 2003, 2006, 2010, 2016, 2021]],
  sewer: ['污水管网工程', [1988, 1996, 2002, 2009, 2012, 2015, 2020]],
  gas: ['燃气管网工程', [1994, 1998, 2003, 2009, 2012, 2014, 2020]],
  heat: ['集中供热管网工程', [2000, 2005, 2011, 2015, 2018]],
  power: ['电力排管工程', [1997, 2003, 2006, 2012, 2019]],
  telecom: ['通信管道工程', [1998, 2002, 2005, 2011, 2017]],
  bridge: ['桥梁工程', [1992, 2001, 2007, 2014]],
  tunnel: ['隧道工程', [2010, 1999]],
  gallery: ['综合管廊工程', [2019]],
  metro: ['轨道交通工程', [2018, 2020]],
}
/** sections of one year's works, so that the demo has about sixty projects */
const SECTIONS: Partial<Record<Owned, number>> = { water: 2 }

/** About sixty projects, by discipline and year of completion. */
export function makeProjects(): Project[] {
  const list: Project[] = []
  for (const [discipline, [category, years]] of Object.entries(CATEGORIES) as [Owned, (typeof CATEGORIES)[Owned]][]) {
    for (const year of years) {
      const sections = SECTIONS[discipline] ?? 1
      for (let section = 1; section <= sections; section++) {
        const suffix = sections > 1 ? `第${section}标段` : ''
        list.push({
          id: `PRJ${String(list.length + 1).padStart(3, '0')}`,
          discipline,
          name: `海湾示范区${year}年${category}${suffix}(示例)`,
          category,
          year,
        })
      }
    }
  }
  return list
}

/**
 * Under which project a network was laid in a street: one project a street and network, drawn by the seed; survey
 * quality shares A 5 %, B 55, C 25, D 15 (domain example values).
 */
export function originsOf(
  projects: readonly Project[],
  discipline: Owned,
  seed: number,
  eras: (random: Random, street: Street, candidates: readonly Project[]) => Project = (random, _, candidates) =>
    random.pick(candidates),
): (street: Street) => Origin {
  const random = createRandom(seed, `origins/${discipline}`)
  const candidates = projects.filter((project) => project.discipline === discipline)
  const chosen = new Map<string, Project>()
  return (street) => {
    const project = chosen.get(street.id) ?? eras(random, street, candidates)
    chosen.set(street.id, project)
    const quality = random.weighted([
      ['A', 5],
      ['B', 55],
      ['C', 25],
      ['D', 15],
    ] as const)
    return { project: project.id, year: project.year, owner: owners[discipline], quality }
  }
}
