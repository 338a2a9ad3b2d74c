/** Outline paths on a 16 × 16 grid; one weight, so that they sit together. */
const PATHS = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.4 10.4 14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  underground: 'M1.5 6h13M3 6c0 5 2 7.5 5 7.5S13 11 13 6M8 2v6M6 6.5 8 8.5l2-2',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  left: 'M13 8H3M7 4 3 8l4 4',
  right: 'M3 8h10M9 4l4 4-4 4',
  'turn-left': 'M12.5 11a5 5 0 1 0-8.8 1.5M1 10.5l2.7 2.3 2-3',
  'turn-right': 'M3.5 11a5 5 0 1 1 8.8 1.5M15 10.5l-2.7 2.3-2-3',
  'tilt-up': 'M2 12h12M4 8.5 8 4l4 4.5',
  'tilt-down': 'M2 4h12M4 7.5 8 12l4-4.5',
  north: 'M8 1.5 11.5 14 8 11.5 4.5 14ZM8 1.5v10',
  home: 'M2 8 8 2.5 14 8M4 7v6.5h8V7M6.5 13.5v-4h3v4',
  chevron: 'M6 4l4 4-4 4',
  person: 'M8 2.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4ZM2.5 14c.6-3 2.7-4.4 5.5-4.4s4.900 1.4 5.500 4.400',
  link: 'M6.500 9.500l3-3M7.500 4.500l1.200-1.200a2.800 2.800 0 0 1 4 4L11.500 8.500M8.500 11.500l-1.200 1.200a2.800 2.800 0 0 1-4-4L4.500 7.500',
  target: 'M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM8 1v3M8 12v3M1 8h3M12 8h3',
  valve: 'M2 5v6l6-3 6 3V5L8 8ZM8 8V3M6 3h4',
  document: 'M4 1.500h5l3.500 3.500v9.500H4ZM9 1.500V5h3.500M6 8.500h4.500M6 11h4.500',
  copy: 'M5.500 5.500h8v8h-8ZM10.500 5.500v-3h-8v8h3',
  external: 'M6.500 3.500h-3v9h9v-3M9 2.500h4.500V7M13 3 7.500 8.500',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.6M8 13.4V15M1 8h1.600M13.400 8H15M3.100 3.100l1.100 1.100M11.800 11.800l1.100 1.100M3.100 12.900l1.100-1.100M11.800 4.200l1.100-1.100',
  moon: 'M13.500 9.800A6 6 0 0 1 6.200 2.500a6 6 0 1 0 7.300 7.300Z',
  globe:
    'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800ZM1.800 8h12.400M8 1.800c-4 3.700-4 8.700 0 12.400M8 1.800c4 3.700 4 8.700 0 12.400',
  screen: 'M1.500 2.500h13v8.500h-13ZM5.500 14h5M8 11v3',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1.200 1.500H2.800ZM6.800 14.300h2.400',
  walk: 'M8.500 1.500a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400ZM8 6 5 7.200 4 10M8 6l-.6 4.200L5 14.500M7.400 10.200 10 11.500l.6 3M8 6l2 2.200 2.300.5',
  phone: 'M5 1.500h6v13H5ZM7.200 12.400h1.600',
  compass: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800ZM10.800 5.200 9.200 9.200l-4 1.600 1.600-4Z',
  check: 'M3 8.500 6.500 12 13 4.500',
  warning: 'M8 2 14.500 13.500h-13ZM8 6.500v3.500M8 11.800v.1',
  info: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800ZM8 7.200v4M8 4.800v.1',
  lock: 'M3.500 7.500h9v6.500h-9ZM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  clock: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800ZM8 4.500V8l2.500 1.800',
  layers: 'M8 2 14.500 5.500 8 9 1.500 5.500ZM2.500 8.500 8 11.500l5.500-3M2.500 11 8 14l5.500-3',
  filter: 'M2 3h12L9.500 8.500V13l-3 1V8.500Z',
  print: 'M4.500 6V2h7v4M4.500 11.500H2.500v-5h11v5h-2M4.500 9.500h7V14h-7Z',
  flag: 'M3.500 14.500v-12M3.500 3c3-1.500 5.500 1.500 9 0v6c-3.500 1.500-6-1.500-9 0',
  play: 'M5 3v10l8-5Z',
  pause: 'M5.500 3v10M10.500 3v10',
  previous: 'M12 3v10L6 8ZM4 3v10',
  next: 'M4 3v10l6-5ZM12 3v10',
  menu: 'M2.500 4h11M2.500 8h11M2.500 12h11',
  expand: 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
  section: 'M2 12.500h12M4 12.500v-5l8-4v9M1.500 8.800 14.500 2.300',
  shovel:
    'M13.500 2.500 8 8M11.500 1.500l3 3M8.800 7.200l-2-1-4.300 4.300c-.8.8-1 2-.5 3.500 1.500.5 2.700.3 3.500-.5l4.300-4.300Z',
  stop: 'M4 4h8v8H4Z',
  sliders: 'M2 4.500h7M12 4.500h2M9 2.800v3.400M2 11.500h2M7 11.500h7M7 9.800v3.400',
} as const
export type IconName = keyof typeof PATHS

/** A drawing beside a word, or on a button that has an aria-label: never the only carrier of a meaning. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
