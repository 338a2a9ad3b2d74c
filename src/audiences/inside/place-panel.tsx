import { groundHeight } from '../../domain/geo/ground.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { Asset } from '../../ports/records.ts'
import { axisAt, keptWithin, stationOf, type Walkway, walkwayOf } from '../../state/walkway.ts'
import { Button } from '../../ui/controls/button.tsx'
import { DataText } from '../../ui/data-text.tsx'
import { useCommands, useTwin, useWords } from '../../ui/page.tsx'
import { LoadableFace } from '../../ui/states/faces.tsx'
import styles from './inside.module.css'

const LEVELS: Readonly<Record<Walkway['kind'], WordKey>> = {
  gallery: 'inside.floor.gallery',
  tunnel: 'inside.floor.tunnel',
  box: 'inside.floor.gallery',
  bridge: 'inside.floor.bridge',
}

/** Where one is along the structure, with everything that moves one. */
export function PlacePanel() {
  const { t } = useWords()
  const { enterStructure } = useCommands()
  const inside = useTwin((state) => state.inside)
  if (inside === null) return null
  return (
    <section className={styles.place} aria-label={t('inside.place')}>
      <LoadableFace
        of={inside.asset}
        loading={t('inside.entering')}
        onRetry={() => void enterStructure(inside.assetId, { near: null })}
      >
        {(asset) => <Place asset={asset} lane={inside.lane} />}
      </LoadableFace>
    </section>
  )
}

function Place({ asset, lane }: { readonly asset: Asset; readonly lane: number }) {
  const { t, locale, known } = useWords()
  const { walk, walkTo, changeLane, cutAt } = useCommands()
  const view = useTwin((state) => state.view)
  const section = useTwin((state) => state.section)
  const way = walkwayOf(asset)
  if (!way) return <p className={styles.empty}>{t('inside.noSizes')}</p>
  if (!view) return null
  const station = keptWithin(way, stationOf(way, section ? section.at : view))
  const metres = (value: number, digits = 0) => formatQuantity(locale, value, 'm', digits)
  return (
    <>
      <div className={styles.row}>
        <strong>
          <DataText>{asset.name ?? asset.id}</DataText>
        </strong>
        <span className={styles.station}>
          {t('inside.station.of', { at: metres(station), of: metres(way.length) })}
        </span>
        <Levels way={way} station={station} />
      </div>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('inside.station')}
        aria-valuetext={t('inside.station.of', { at: metres(station), of: metres(way.length) })}
        min={Math.ceil(way.from)}
        max={Math.floor(way.to)}
        step={1}
        value={Math.round(station)}
        onChange={(event) => void walkTo(Number(event.target.value))}
      />
      <div className={styles.row}>
        <fieldset className={styles.keys} aria-label={t('inside.walk')}>
          <Button isSmall icon="up" aria-label={t('inside.forward')} onClick={() => void walk('forward')} />
          <Button isSmall icon="down" aria-label={t('inside.backward')} onClick={() => void walk('back')} />
          <Button isSmall icon="turn-left" aria-label={t('inside.turnLeft')} onClick={() => void walk('turn-left')} />
          <Button
            isSmall
            icon="turn-right"
            aria-label={t('inside.turnRight')}
            onClick={() => void walk('turn-right')}
          />
        </fieldset>
        {way.lanes.length > 1 && (
          <fieldset className={styles.keys} aria-label={t('inside.cabins')}>
            {way.lanes.map(({ name, width }, i) => (
              <Button key={name ?? i} isSmall aria-pressed={i === lane} onClick={() => void changeLane(i)}>
                {t('inside.cabin', {
                  n: formatNumber(locale, i + 1),
                  name: name === null ? '' : known('cabin', name),
                  width: width === null ? '' : metres(width, 1),
                })}
              </Button>
            ))}
          </fieldset>
        )}
        <Button
          isSmall
          kind="primary"
          icon="section"
          aria-pressed={section !== null}
          onClick={() => void cutAt(section ? null : station)}
        >
          {t(section ? 'inside.cut.close' : 'inside.cut')}
        </Button>
      </div>
      <small className={styles.help}>{t('inside.keys')}</small>
    </>
  )
}

/** Level of what one stands on or under, its depth, and the eye. */
function Levels({ way, station }: { readonly way: Walkway; readonly station: number }) {
  const { t, locale } = useWords()
  const ground = useTwin((state) => state.ground)
  const { at } = axisAt(way, station)
  const floor = at.height + way.floor
  const depth = ground.state === 'loaded' ? groundHeight(ground.value, at.lon, at.lat) - floor : null
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  return (
    <dl className={styles.levels}>
      <div>
        <dt>{t(LEVELS[way.kind])}</dt>
        <dd>{metres(floor)}</dd>
      </div>
      <div>
        <dt>{t(way.kind === 'bridge' ? 'inside.depth.bridge' : 'inside.depth')}</dt>
        <dd>{way.kind === 'bridge' ? metres(-way.eye) : depth === null ? t('inside.unknownGround') : metres(depth)}</dd>
      </div>
      <div>
        <dt>{t('inside.eye')}</dt>
        <dd>{metres(at.height + way.eye)}</dd>
      </div>
    </dl>
  )
}
