import { theme as antd, type MappingAlgorithm, type ThemeConfig } from 'antd'
import type { Theme } from '../domain/theme.ts'

/** Looks of the pages that use Ant Design; the wall has none of it. */
type AntdTheme = Exclude<Theme, 'wall'>

/** The values of tokens.css that Ant Design computes with; tokens.test.ts keeps both equal. */
export const themeColors = {
  light: {
    accent: '#1f3a52',
    'on-accent': '#ffffff',
    'accent-soft': '#e3eaf0',
    text: '#14202b',
    'text-2': '#455462',
    'text-3': '#5a6875',
    line: '#d5dce1',
    'line-strong': '#788592',
    surface: '#ffffff',
    'surface-2': '#f4f6f7',
    'surface-3': '#e8ecef',
    fault: '#b3261e',
    'warn-line': '#a87200',
    good: '#1c7247',
  },
  dark: {
    accent: '#c5d6e5',
    'on-accent': '#10202e',
    'accent-soft': '#2a3a48',
    text: '#e8edf1',
    'text-2': '#b6c2cc',
    'text-3': '#9aa8b4',
    line: '#34414c',
    'line-strong': '#7b8b99',
    surface: '#182029',
    'surface-2': '#1f2932',
    'surface-3': '#28333d',
    fault: '#ff9188',
    'warn-line': '#c8951f',
    good: '#62c896',
  },
} as const satisfies Record<AntdTheme, Readonly<Record<string, string>>>

/** Ant Design in the look of the page. */
export function antdTheme(theme: Theme): ThemeConfig {
  const colors = themeColors[theme === 'light' ? 'light' : 'dark']
  return {
    algorithm: [theme === 'light' ? antd.defaultAlgorithm : antd.darkAlgorithm, keepInk],
    token: {
      colorPrimary: colors.accent,
      colorPrimaryHover: colors.accent,
      colorPrimaryActive: colors.accent,
      colorInfo: colors.accent,
      colorLink: colors.accent,
      colorLinkHover: colors.accent,
      colorTextLightSolid: colors['on-accent'],
      colorError: colors.fault,
      colorWarning: colors['warn-line'],
      colorSuccess: colors.good,
      colorText: colors.text,
      colorTextHeading: colors.text,
      colorTextSecondary: colors['text-2'],
      colorTextTertiary: colors['text-3'],
      colorTextDescription: colors['text-2'],
      colorTextPlaceholder: colors['text-3'],
      colorTextDisabled: colors['text-3'],
      colorBorder: colors['line-strong'],
      colorBorderSecondary: colors.line,
      colorSplit: colors.line,
      colorBgContainer: colors.surface,
      colorBgElevated: colors.surface,
      colorBgContainerDisabled: colors['surface-2'],
      controlItemBgActive: colors['accent-soft'],
      controlItemBgActiveHover: colors['accent-soft'],
      colorBgSpotlight: colors.text,
      borderRadius: 4,
      fontSize: 13,
      fontSizeSM: 12,
      controlHeight: 32,
      controlHeightSM: 26,
      fontFamily: 'inherit',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.24s',
    },
    components: {
      Tooltip: { colorTextLightSolid: colors.surface },
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
      Tabs: { inkBarColor: colors.text, itemSelectedColor: colors.text, itemColor: colors['text-2'] },
      Segmented: {
        trackBg: colors['surface-3'],
        itemSelectedBg: colors.surface,
        itemColor: colors['text-2'],
        itemSelectedColor: colors.text,
      },
      Slider: { railBg: colors.line, trackBg: colors['line-strong'], handleColor: colors.accent },
    },
  }
}

/** The dark algorithm greys the primary colour; ink stays what the tokens say. */
const keepInk: MappingAlgorithm = (seed, map) => {
  if (!map) throw new Error('keepInk: stands after an algorithm that makes the map')
  return { ...map, colorPrimary: seed.colorPrimary }
}
