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
  external: 'M6.500 3.500h-3v9h9v-3M9 2.500h4.500V7M13 3 7.500 8.500',
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
