import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import { beside, ringAround } from '../domain/geo/beside.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import { pathWithin } from '../domain/geo/within.ts'
import { signOf } from '../domain/leak/leak-digits.ts'
import type { HazardArea, LeakPlace } from '../domain/leak/leak-outcome.ts'
import { leakScale } from '../domain/leak/leak-scales.ts'
import type { Locale } from '../domain/localized.ts'
import type { Rgb } from '../domain/oklch.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Line, Mark, Overlay } from '../ports/scene.ts'
import { type Leak, leakSummary, shownLeakFrame } from '../state/leak.ts'
import type { LeakClasses } from '../state/leak-classes.ts'

/** The gravest are drawn beyond their own colour, and the gravest of them with a number; the panel lists all. */
const [MOST_DRAWN, MOST_NUMBERED] = [400, 100]
/** between two numbers or signs of turned water [px]: they must not cover the streets from afar */
const APART = 130
/** of the ring round a well or a node and of half a warmed stretch [m], and corners of a ring */
const [RING, CORNERS] = [2.5, 24]
const [WIDE, NARROW] = [6, 2]
/** between the names of rings [°] */
const ASIDE = 72
/** of the largest area: the name of a smaller one would lie on those of others */
const LEAST_NAMED = 0.05

type Labels = Extract<Overlay, { kind: 'labels' }>['labels']

/** Colours of the assets that a leak has reached, by drawing index: the picture under the street glows in them. */
export function leakColors(leak: Leak, classes: LeakClasses, theme: Theme): readonly (readonly [gid: number, Rgb])[] {
  const { scale } = leakScale(leak.scenario.kind, leak.scenario.service_m)
  return leak.places.flatMap(({ id, gid }, place) => {
    const color = scale[classes[place] ?? -1]?.color[theme]
    return color && gid > 0 && isWhole(leak, id) ? [[gid, color] as const] : []
  })
}

/**
 * The axes of what was reached, of what heat warms the stretch beside the leak, and a ring round what has none: seen from afar
 * and through the ground.
 */
export function leakLines(leak: Leak, classes: LeakClasses, index: AssetIndex | null, theme: Theme): Line[] {
  const { scale } = leakScale(leak.scenario.kind, leak.scenario.service_m)
  return gravest(leak, classes, MOST_DRAWN).flatMap((place) => {
    const [at, color] = [leak.places[place], scale[classes[place] ?? -1]?.color[theme]]
    if (!at || !color) return []
    const own = index && at.gid > 0 ? pathOf(index, at.gid) : []
    const axis = isWhole(leak, at.id) ? own : leak.scenario.kind === 'heat' ? pathWithin(own, at.at, RING) : []
    const path = axis.length > 1 ? axis : ringAround(known(at.at), RING, CORNERS)
    return [{ id: at.id, path, color: [...color, 235], width: WIDE }]
  })
}

/** What the gravest places hold at the instant that is shown, as a number with its unit, the gravest first. */
export function leakNumbers(leak: Leak, classes: LeakClasses): Labels {
  const frame = shownLeakFrame(leak)
  if (!frame) return []
  if (leak.scenario.kind === 'sewage') return arrivalNumbers(leak)
  const numbers = gravest(leak, classes, MOST_DRAWN)
    .filter((place) => leak.places[place]?.kind !== 'pipe')
    .slice(0, MOST_NUMBERED)
    .flatMap((place) => {
      const [at, value] = [leak.places[place]?.at, frame.values[place] ?? Number.NaN]
      return at && !Number.isNaN(value) ? [{ at, text: numberText(leak, value), apart: APART }] : []
    })
  return [...numbers, ...turnedPipes(leak)]
}

/** Pipes whose water has turned, as a sign in their middle. */
function turnedPipes(leak: Leak): Labels {
  const pipes = leakSummary(leak)?.outcome.pipes ?? []
  return pipes
    .filter(({ isReversed }) => isReversed)
    .slice(0, MOST_NUMBERED)
    .flatMap(({ place }) => {
      const at = leak.places[place]?.at
      return at ? [{ at, text: '⇄', apart: APART }] : []
    })
}

/** When a spill comes to manholes, from the earliest to the latest [min], the first ones first. */
function arrivalNumbers(leak: Leak): Labels {
  const reached = leakSummary(leak)?.outcome.reached ?? []
  const arrivalOf = new Map(reached.map(({ place, arrivals }) => [place, arrivals[0]]))
  return [...arrivalOf].slice(0, MOST_NUMBERED).flatMap(([place, arrival]) => {
    const at = leak.places[place]?.at
    if (!at || typeof arrival?.p10 !== 'number' || typeof arrival.p90 !== 'number') return []
    const minutes = [arrival.p10, arrival.p90].map((seconds) => rounded(Math.round(seconds / 60), 2))
    return [{ at, text: `${[...new Set(minutes)].join('–')} min`, apart: APART }]
  })
}

/** Where it leaks: a drop without a grade, which no live alarm is. */
export function leakPoint(leak: Leak): Mark[] {
  const at = leakSummary(leak)?.outcome.at
  return at ? [{ id: 'leak', at: known(at), shape: 'drop', ring: 'none', isAlwaysVisible: true }] : []
}

/** Areas of danger of a finished run: rings, and downwind a line to where it ends; each under its name, but for the small ones, the largest first. */
export function leakAreas(
  leak: Leak,
  locale: Locale,
  theme: Theme,
): { readonly lines: Line[]; readonly labels: Labels } {
  const areas = leakSummary(leak)?.outcome.areas ?? []
  const color = [...signalColors[theme].red, 230] as const
  const least = LEAST_NAMED * Math.max(...areas.map(({ radius }) => radius))
  return {
    lines: areas.map((area, i) => ({ id: `${i}`, path: outline(area), color, width: NARROW })),
    labels: [...areas.entries()]
      .filter(([, { radius }]) => radius >= least)
      .sort(([, a], [, b]) => b.radius - a.radius)
      .map(([i, area]) => {
        // rings of one middle have their names on different sides
        const at = beside(known(area.at), area.towards ?? i * ASIDE, area.radius)
        const reach = `${signOf(area)}${rounded(area.radius, area.isRough ? 1 : 2)} m`
        return { at, text: `${shortName(area.name[locale])} ${reach}` }
      }),
  }
}

function outline({ at, radius, towards }: HazardArea): readonly LonLatHeight[] {
  const from = known(at)
  if (towards === null) return ringAround(from, radius, CORNERS)
  const end = beside(from, towards, radius)
  // a bar across its end: how wide it is there is not told
  const bar = radius / 12
  return [from, end, beside(end, towards - 90, bar), beside(end, towards + 90, bar)]
}

/** Places that are drawn, the gravest first, at most so many. */
function gravest(leak: Leak, classes: LeakClasses, most: number): number[] {
  const values = shownLeakFrame(leak)?.values ?? []
  // of pressures the lowest is the gravest, and none at all more so
  const isWater = leak.scenario.kind === 'water'
  const grave = Float64Array.from(values, (value) => {
    if (Number.isNaN(value)) return isWater ? Number.MAX_VALUE : -Number.MAX_VALUE
    return isWater ? -value : value
  })
  const drawn = [...classes.keys()].filter((place) => (classes[place] ?? -1) >= 0)
  return drawn.sort((a, b) => (grave[b] ?? 0) - (grave[a] ?? 0) || a - b).slice(0, most)
}

function numberText({ scenario: { kind } }: Leak, value: number): string {
  if (kind === 'gas') return `${rounded(100 * value, 2)}% LEL`
  return `${rounded(value, 2)} ${kind === 'water' ? 'm' : '°C'}`
}

/** What stands in brackets is told by the panel. */
function shortName(name: string): string {
  return name.replace(/\s*[（(].*$/, '')
}

/** With so many significant digits, without an exponent. */
function rounded(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)))
}

/** What is told of a part of a long asset, or of where it lies nearest to a hot pipe, must not colour the whole of it. */
function isWhole({ scenario }: Leak, id: LeakPlace['id']): boolean {
  return scenario.kind !== 'heat' && !id.includes('#')
}

/** A place as engines take it: where its height is not known, on the level of the datum. */
function known(at: LonLatHeight): LonLatHeight {
  return Number.isFinite(at.height) ? at : { ...at, height: 0 }
}
