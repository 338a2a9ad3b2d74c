import styles from './answer.module.css'

/** Outline paths on a 16 × 16 grid, one a kind: the shape tells the kind to those who do not see the colour. */
const PATHS: Readonly<Record<string, string>> = {
  water: 'M8 1.8S3.5 6.5 3.5 9.700a4.5 4.5 0 0 0 9 0C12.5 6.5 8 1.8 8 1.800ZM6 10a2 2 0 0 0 2 2',
  storm:
    'M4.5 8.500a2.8 2.8 0 0 1 .3-5.5 3.6 3.6 0 0 1 6.7 1.2 2.2 2.2 0 0 1-.2 4.300ZM5 11l-.8 2.500M8.3 11l-.8 2.500M11.6 11l-.8 2.5',
  sewer: 'M2 3h12M3.5 3v4.500a4.5 4.5 0 0 0 9 0V3M2 14c1.5 0 1.5-1 3-1s1.5 1 3 1 1.5-1 3-1 1.5 1 3 1',
  gas: 'M8 1.500c.5 2.5 4 4 4 7.700a4 4 0 0 1-8 0c0-1.7.9-2.7 1.7-3.7.2 1.2.7 1.7 1.3 2C6.7 5 7.3 3 8 1.500ZM8 13.200a1.7 1.7 0 0 0 1.7-1.700c0-1-1.7-2.2-1.7-2.200s-1.7 1.2-1.7 2.200A1.7 1.7 0 0 0 8 13.200Z',
  heat: 'M4 2c-1.5 2 1.5 3 0 5M8 2c-1.5 2 1.5 3 0 5M12 2c-1.5 2 1.5 3 0 5M2 9.500h12M3 9.500V14M6.3 9.500V14M9.7 9.500V14M13 9.500V14',
  power: 'M9 1.5 3.5 9H8l-1 5.500L12.5 7H8Z',
  telecom:
    'M8 8.500V14M5.5 14h5M5.2 10a4 4 0 0 1 0-5.600M10.8 4.400a4 4 0 0 1 0 5.600M3.2 12a6.8 6.8 0 0 1 0-9.600M12.8 2.400a6.8 6.8 0 0 1 0 9.600M8 7.200v.1',
  industry: 'M1.5 14V7l4 2.500V7l4 2.500V2h3.500l1.5 12ZM4 11.800h1M7.5 11.800h1M11 11.800h1',
  gallery: 'M1.5 14V7a6.5 5 0 0 1 13 0v7ZM5 14V8.500h6V14M8 8.500V14',
  tunnel: 'M1.5 14V8a6.5 6.5 0 0 1 13 0v6ZM5 14l1.5-4.500h3L11 14',
}
const UNKNOWN = 'M2 6h12M5 6v3.500a3 3 0 0 0 6 0V6M8 12.500V15M6 3.500h4'

/** Icon of a kind of pipe in its class colour. */
export function KindIcon({ kind, color }: { readonly kind: string; readonly color?: string }) {
  return (
    <svg className={styles.kindIcon} viewBox="0 0 16 16" aria-hidden="true" style={color ? { color } : undefined}>
      <path d={PATHS[kind] ?? UNKNOWN} />
    </svg>
  )
}
