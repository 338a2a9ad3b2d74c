import type { MarkRing, MarkShape } from '../../../ports/scene.ts'

/** Size of an icon [px], drawn at twice that for sharp screens. */
export const ICON = 30
const SCALE = 2
const INK = '#27313b'
const PAPER = '#ffffff'
/** 蓝黄橙红 of alarm grades, dark enough (≥ 3 : 1) on the light ground */
const RINGS: Record<MarkRing, string> = {
  none: INK,
  blue: '#1668dc',
  yellow: '#b78a00',
  orange: '#d4600a',
  red: '#c8102e',
  stale: '#7b8794',
  offline: '#7b8794',
  suspect: '#6b4ba3',
}

const cache = new Map<string, HTMLCanvasElement>()

/**
 * Icon of a mark: its shape says the kind of sensor, its ring the state. Grades differ by the ring's form as well as
 * its colour: blue one ring, yellow two, orange a diamond, red a thick one with ticks; stale is broken, offline hollow,
 * suspect a question mark.
 */
export function markIcon(shape: MarkShape, ring: MarkRing): HTMLCanvasElement {
  const key = `${shape}/${ring}`
  const cached = cache.get(key)
  if (cached) return cached
  const canvas = document.createElement('canvas')
  canvas.width = ICON * SCALE
  canvas.height = ICON * SCALE
  const context = canvas.getContext('2d')
  if (context) {
    context.scale(SCALE, SCALE)
    context.translate(ICON / 2, ICON / 2)
    drawRing(context, ring)
    drawShape(context, shape, ring)
  }
  cache.set(key, canvas)
  return canvas
}

function drawShape(context: CanvasRenderingContext2D, shape: MarkShape, ring: MarkRing): void {
  const isHollow = ring === 'offline'
  const radius = 5.5
  context.beginPath()
  if (shape === 'circle') context.arc(0, 0, radius, 0, 2 * Math.PI)
  else polygon(context, ...SHAPES[shape], radius)
  context.fillStyle = isHollow ? PAPER : ring === 'stale' ? RINGS.stale : INK
  context.strokeStyle = isHollow ? RINGS.offline : PAPER
  context.lineWidth = 1.6
  context.fill()
  context.stroke()
  if (ring === 'suspect') {
    context.fillStyle = PAPER
    context.font = 'bold 9px sans-serif'
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText('?', 0, 0.5)
  }
}

/** corners and turn [radians] */
const SHAPES: Record<Exclude<MarkShape, 'circle'>, [corners: number, turn: number]> = {
  square: [4, Math.PI / 4],
  triangle: [3, -Math.PI / 2],
  diamond: [4, 0],
  hexagon: [6, 0],
}

function drawRing(context: CanvasRenderingContext2D, ring: MarkRing): void {
  if (ring === 'none') return
  context.strokeStyle = RINGS[ring]
  const circle = (radius: number, width: number, dash: number[] = []) => {
    context.beginPath()
    context.setLineDash(dash)
    context.lineWidth = width
    context.arc(0, 0, radius, 0, 2 * Math.PI)
    context.stroke()
    context.setLineDash([])
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
    context.beginPath()
    polygon(context, 4, 0, 13)
    context.lineWidth = 3
    context.stroke()
  }
  if (ring === 'red') {
    circle(10, 4)
    context.lineWidth = 3
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const angle = Math.PI / 4 + (quarter * Math.PI) / 2
      context.beginPath()
      context.moveTo(11 * Math.cos(angle), 11 * Math.sin(angle))
      context.lineTo(15 * Math.cos(angle), 15 * Math.sin(angle))
      context.stroke()
    }
  }
}

function polygon(context: CanvasRenderingContext2D, corners: number, turn: number, radius: number): void {
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + (corner * 2 * Math.PI) / corners
    context.lineTo(radius * Math.cos(angle), radius * Math.sin(angle))
  }
  context.closePath()
}
