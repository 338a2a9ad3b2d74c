import { Color } from 'cesium'
import type { Theme } from '../../../domain/theme.ts'

/** Colours of everything that the scene itself brings; sources and paint come with their own. CSS colours. */
export interface Palette {
  readonly theme: Theme
  readonly background: string
  readonly ground: string
  /** the ground seen from below; without it the seam at the horizon is black */
  readonly underground: string
  /** squares on the ground */
  readonly grid: string
  /** names on the map, and the halo that frees them from what lies under them */
  readonly name: string
  readonly nameHalo: string
  /** writing on a tag, and the tag */
  readonly tagText: string
  readonly tag: string
}

/** Marks and writing keep ≥ 3 : 1 and ≥ 4.5 : 1 to the ground of their theme; the wall is the night with more contrast. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    theme: 'light',
    background: '#dfe5ea',
    ground: '#eef0f1',
    underground: '#dcdad5',
    grid: '#8794a1',
    name: '#5a6570',
    nameHalo: '#ffffff',
    tagText: '#ffffff',
    tag: '#1d262f',
  },
  dark: {
    theme: 'dark',
    background: '#0d1319',
    ground: '#182028',
    underground: '#11171d',
    grid: '#5d6b79',
    name: '#b4c0cb',
    nameHalo: '#0d1319',
    tagText: '#0f1419',
    tag: '#e4ebf1',
  },
  wall: {
    theme: 'wall',
    background: '#05080c',
    ground: '#0d141b',
    underground: '#080c11',
    grid: '#4c5b69',
    name: '#c6d2dd',
    nameHalo: '#05080c',
    tagText: '#05080c',
    tag: '#f2f6fa',
  },
}

/** @param css  a colour of the palette */
export function colorOf(css: string): Color {
  return Color.fromCssColorString(css)
}
