import type { ScaleStep } from '../../domain/color-scale.ts'
import { useTwin } from '../page.tsx'
import styles from './color-scale.module.css'

interface ColorScaleProps {
  readonly scale: readonly ScaleStep[]
  /** words of a class; `to` is where the next one begins */
  readonly say: (from: number, to: number | undefined) => string
}

/** The classes of a scale with their colours. */
export function ColorScale({ scale, say }: ColorScaleProps) {
  const theme = useTwin((state) => state.theme)
  return (
    <ul className={styles.scale}>
      {scale.map(({ from, color }, i) => (
        <li key={from}>
          <svg width="28" height="10" aria-hidden="true">
            <rect width="28" height="10" rx="2" fill={`rgb(${color[theme].join(' ')})`} />
          </svg>
          {say(from, scale[i + 1]?.from)}
        </li>
      ))}
    </ul>
  )
}
