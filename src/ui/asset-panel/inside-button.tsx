import { faceOf, mayOpen } from '../../domain/access/faces.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { Asset } from '../../ports/records.ts'
import { insideLink } from '../../state/face-link.ts'
import { type Walkway, walkwayOf } from '../../state/walkway.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useFace, useTwin, useWords } from '../page.tsx'
import styles from './inside-button.module.css'

const WORDS: Readonly<Record<Walkway['kind'], WordKey>> = {
  gallery: 'inside.walkInto',
  tunnel: 'inside.walkTunnel',
  box: 'inside.walkBox',
  bridge: 'inside.underBridge',
}

/** The way into a structure: a link that carries the view to come back to; on the page inside, a step over. */
export function InsideButton({ asset }: { readonly asset: Asset }) {
  const { t } = useWords()
  const { enterStructure } = useCommands()
  const face = useFace()
  const way = walkwayOf(asset)
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : null))
  const link = useTwin((state) => insideLink(faceOf('inside'), faceOf(face), asset.id, state))
  const isHere = useTwin((state) => state.inside?.assetId === asset.id)
  if (!way || isHere || !mayOpen(faceOf('inside'), role)) return null
  if (face === 'inside') {
    return (
      <Button isSmall icon="walk" onClick={() => void enterStructure(asset.id, { near: null })}>
        {t(WORDS[way.kind])}
      </Button>
    )
  }
  return (
    <a className={styles.link} href={link}>
      {t(WORDS[way.kind])}
    </a>
  )
}
