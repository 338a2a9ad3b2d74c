import type { ThemeConfig } from 'antd'

/** The values of tokens.css that Ant Design computes with; theme.test.ts keeps both equal. */
export const themeColors = {
  accent: '#0f5a9e',
  text: '#16212c',
  'text-2': '#465463',
  'text-3': '#5f6e7d',
  line: '#d3dae1',
  surface: '#ffffff',
  fault: '#b3261e',
  good: '#1f7a4d',
} as const

export const theme: ThemeConfig = {
  token: {
    colorPrimary: themeColors.accent,
    colorInfo: themeColors.accent,
    colorLink: themeColors.accent,
    colorError: themeColors.fault,
    colorSuccess: themeColors.good,
    colorText: themeColors.text,
    colorTextSecondary: themeColors['text-2'],
    colorTextTertiary: themeColors['text-3'],
    colorTextDescription: themeColors['text-2'],
    colorTextPlaceholder: themeColors['text-3'],
    colorBorder: themeColors.line,
    colorBgContainer: themeColors.surface,
    borderRadius: 4,
    fontSize: 13,
    fontSizeSM: 12,
    controlHeight: 32,
    controlHeightSM: 26,
    fontFamily: 'inherit',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.24s',
  },
}
