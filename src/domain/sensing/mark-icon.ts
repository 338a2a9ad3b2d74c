import { signalColors } from '../signal-colors.ts'
import type { Theme } from '../theme.ts'

/** A "drop" is a 模拟预警: filled in the colour of its grade and without a ring, so that nobody takes it for a live alarm. */
export type MarkShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'hexagon' | 'drop'
/** State is told by the ring around a mark, never by the colour of a pipe. "selected" is a ring alone, without a mark. */
export type MarkRing = 'selected' | 'none' | 'blue' | 'yellow' | 'orange' | 'red' | 'stale' | 'offline' | 'suspect'

/** Side of an icon [px]; it is drawn around the origin. */
export const ICON_SIZE = 30

export const MARK_SHAPES: readonly MarkShape[] = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'drop']

/** Rings by urgency, the most urgent first: where there is no room for all, the first ones get it. */
export const MARK_RINGS: readonly MarkRing[] = [
  'selected',
  'red',
  'orange',
  'yellow',
  'blue',
  'suspect',
  'offline',
  'stale',
  'none',
]

/** What an icon needs of a canvas: the 2D context of every canvas has it. */
export interface IconPen {
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  font: string
  textAlign: unknown
  textBaseline: unknown
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  arc(x: number, y: number, radius: number, from: number, to: number): void
  setLineDash(dash: number[]): void
  fill(): void
  stroke(): void
  fillText(text: string, x: number, y: number): void
}

interface Inks {
  readonly ink: string
  readonly paper: string
  /** 蓝黄橙红 of alarm grades, ≥ 3 : 1 against the ground of the look */
  readonly rings: Readonly<Record<Exclude<MarkRing, 'selected'>, string>>
}

const DAY: Inks = {
  ink: '#27313b',
  paper: '#ffffff',
  rings: {
    none: '#27313b',
    blue: '#1668dc',
    yellow: '#b78a00',
    orange: '#d4600a',
    red: '#c8102e',
    stale: '#7b8794',
    offline: '#7b8794',
    suspect: '#6b4ba3',
  },
}
const NIGHT: Inks = {
  ink: '#e6ecf2',
  paper: '#0f151b',
  rings: {
    none: '#e6ecf2',
    blue: '#5aa2ff',
    yellow: '#f2c230',
    orange: '#ff8f3d',
    red: '#ff5265',
    stale: '#9aa6b2',
    offline: '#9aa6b2',
    suspect: '#b99cf5',
  },
}

/**
 * Draws the icon of a mark: its shape says the kind of sensor, its ring the state. Grades differ by the ring's form as
 * well as its colour: blue one ring, yellow two, orange a diamond, red a thick one with ticks; stale is broken, offline
 * hollow, suspect a question mark.
 */
export function drawMarkIcon(pen: IconPen, shape: MarkShape, ring: MarkRing, theme: Theme): void {
  const inks = theme === 'light' ? DAY : NIGHT
  if (ring === 'selected') {
    drawSelection(pen, inks.paper, `rgb(${signalColors[theme].select.join(' ')})`)
    return
  }
  if (shape === 'drop') {
    drawDrop(pen, ring, inks)
    return
  }
  drawRing(pen, ring, inks)
  drawShape(pen, shape, ring, inks)
}

/** The figure in it is the grade as the authorities count them, Ⅰ red to Ⅳ blue: colour is only the second cue. */
function drawDrop(pen: IconPen, ring: Ring, { paper, rings }: Inks): void {
  const lift = Math.asin(8 / 14)
  pen.beginPath()
  pen.moveTo(0, -10)
  pen.arc(0, 4, 8, -lift, Math.PI + lift)
  pen.closePath()
  pen.fillStyle = rings[ring]
  pen.strokeStyle = paper
  pen.lineWidth = 2
  pen.fill()
  pen.stroke()
  const level = DROP_LEVELS[ring]
  if (level === undefined) return
  pen.fillStyle = paper
  pen.font = 'bold 11px sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(level, 0, 4.5)
}

const DROP_LEVELS: Partial<Record<Ring, string>> = { red: '1', orange: '2', yellow: '3', blue: '4' }

/** Wide, on paper, so that it stands out from pipes and ground alike; what it surrounds is seen through it. */
function drawSelection(pen: IconPen, paper: string, color: string): void {
  for (const [ink, width] of [
    [paper, 5],
    [color, 3],
  ] as const) {
    pen.beginPath()
    pen.arc(0, 0, 12, 0, 2 * Math.PI)
    pen.strokeStyle = ink
    pen.lineWidth = width
    pen.stroke()
  }
}

type Ring = keyof Inks['rings']

function drawShape(pen: IconPen, shape: Exclude<MarkShape, 'drop'>, ring: Ring, { ink, paper, rings }: Inks): void {
  const isHollow = ring === 'offline'
  const radius = 5.5
  pen.beginPath()
  if (shape === 'circle') pen.arc(0, 0, radius, 0, 2 * Math.PI)
  else polygon(pen, ...SHAPES[shape], radius)
  pen.fillStyle = isHollow ? paper : ring === 'stale' ? rings.stale : ink
  pen.strokeStyle = isHollow ? rings.offline : paper
  pen.lineWidth = 1.6
  pen.fill()
  pen.stroke()
  if (ring === 'suspect') {
    pen.fillStyle = paper
    pen.font = 'bold 9px sans-serif'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText('?', 0, 0.5)
  }
}

/** corners and turn [radians] */
const SHAPES: Record<Exclude<MarkShape, 'circle' | 'drop'>, [corners: number, turn: number]> = {
  square: [4, Math.PI / 4],
  triangle: [3, -Math.PI / 2],
  diamond: [4, 0],
  hexagon: [6, 0],
}

function drawRing(pen: IconPen, ring: Ring, { rings }: Inks): void {
  if (ring === 'none') return
  pen.strokeStyle = rings[ring]
  const circle = (radius: number, width: number, dash: number[] = []) => {
    pen.beginPath()
    pen.setLineDash(dash)
    pen.lineWidth = width
    pen.arc(0, 0, radius, 0, 2 * Math.PI)
    pen.stroke()
    pen.setLineDash([])
  }
  if (ring === 'blue') circle(9.5, 2)
  if (ring === 'suspect') circle(9.5, 1.5)
  if (ring === 'offline') circle(9.5, 1)
  if (ring === 'stale') circle(9.5, 2, [4, 3.5])
  if (ring === 'yellow') {
    circle(9, 2)
    circle(12.5, 2)
  }
  if (ring === 'orange') {
    pen.beginPath()
    polygon(pen, 4, 0, 13)
    pen.lineWidth = 3
    pen.stroke()
  }
  if (ring === 'red') {
    circle(10, 4)
    pen.lineWidth = 3
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const angle = Math.PI / 4 + (quarter * Math.PI) / 2
      pen.beginPath()
      pen.moveTo(11 * Math.cos(angle), 11 * Math.sin(angle))
      pen.lineTo(15 * Math.cos(angle), 15 * Math.sin(angle))
      pen.stroke()
    }
  }
}

function polygon(pen: IconPen, corners: number, turn: number, radius: number): void {
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + (corner * 2 * Math.PI) / corners
    pen.lineTo(radius * Math.cos(angle), radius * Math.sin(angle))
  }
  pen.closePath()
}
