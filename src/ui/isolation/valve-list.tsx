import type { IsolationOutcome, ValvePlace } from '../../domain/network/isolation-result.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './isolation.module.css'

interface ValveListProps {
  readonly outcome: IsolationOutcome
  /** what else is said of a valve to close, by its place in the order */
  readonly noteOf?: ((order: number) => string) | undefined
}

/** Valves to close in order, then those that do not work and those that need not be closed, each with why. */
export function ValveList({ outcome, noteOf }: ValveListProps) {
  const { t, locale, name } = useWords()
  return (
    <section>
      <h3>{t('isolation.valves')}</h3>
      {outcome.valves.length === 0 && <p className={shared.none}>{t('isolation.valves.none')}</p>}
      <ol className={styles.valves}>
        {outcome.valves.map((valve, i) => (
          <li key={valveKey(valve)}>
            <ValveButton valve={valve} number={i + 1}>
              <small data-assumed={valve.isAssumed}>
                {t(valve.isAssumed ? 'isolation.assumed' : 'isolation.operable')}
                {valve.distance !== null &&
                  ` · ${t('isolation.distance', { distance: formatQuantity(locale, valve.distance, 'm') })}`}
              </small>
              {noteOf && <small>{noteOf(i)}</small>}
            </ValveButton>
          </li>
        ))}
      </ol>
      {outcome.inoperable.length > 0 && (
        <>
          <h3>
            {t('isolation.inoperable')} ({formatNumber(locale, outcome.inoperable.length)})
          </h3>
          <ul className={styles.valves}>
            {outcome.inoperable.map((valve) => (
              <li key={valveKey(valve)}>
                <ValveButton valve={valve} number="×" />
              </li>
            ))}
          </ul>
        </>
      )}
      {outcome.redundant.length > 0 && (
        <>
          <h3>
            {t('isolation.redundant')} ({formatNumber(locale, outcome.redundant.length)})
          </h3>
          <ul className={styles.valves}>
            {outcome.redundant.map((valve) => (
              <li key={valveKey(valve)}>
                <ValveButton valve={valve} number="–">
                  <small>{name(valve.reason)}</small>
                </ValveButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

interface ValveButtonProps {
  readonly valve: ValvePlace
  readonly number: number | string
  readonly children?: React.ReactNode
}

/** Goes to the valve and leaves the result as it is. */
function ValveButton({ valve, number, children }: ValveButtonProps) {
  const { flyToPlace } = useCommands()
  const height = useTwin(({ assets }) => (assets.state === 'loaded' ? assets.value.height[valve.nodeGid] : undefined))
  const { at } = valve
  return (
    <button
      type="button"
      className={`plain ${styles.valve}`}
      disabled={at === null}
      onClick={() => at && void flyToPlace({ ...at, height: height ?? 0 })}
    >
      <span className={styles.number}>{number}</span>
      <span>
        <b>{shortId(valve.node)}</b>
        {children}
      </span>
    </button>
  )
}

function valveKey({ link, node }: ValvePlace): string {
  return `${link} ${node}`
}
