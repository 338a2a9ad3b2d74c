import { formatInstant, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type LeakSource, likelyPipes } from '../../state/leak-source.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './locate.module.css'

type Likely = ReturnType<typeof likelyPipes>[number]

/** rows that are read in a hurry; the sets say how many there are */
const MOST = 40

/** The pipes that hold 90 %, in groups that the readings cannot tell apart; a click opens the pipe. */
export function CandidateList({ source }: { readonly source: LeakSource }) {
  const { t, locale } = useWords()
  const shown = likelyPipes(source)
    .map((pipe, i) => ({ pipe, number: i + 1 }))
    .slice(0, MOST)
  const groups = [...new Set(shown.map(({ pipe }) => pipe.group))]
  return (
    <section aria-label={t('locate.pipes')} className={styles.groups}>
      {groups
        .map((group) => shown.filter(({ pipe }) => pipe.group === group))
        .map((members) => (
          <div key={members[0]?.number}>
            <h3>
              {members.length === 1
                ? t('locate.group.one')
                : t('locate.group', { n: formatNumber(locale, members.length) })}
            </h3>
            <ol>
              {members.map(({ pipe, number }) => (
                <Candidate key={pipe.id} pipe={pipe} number={number} source={source} />
              ))}
            </ol>
          </div>
        ))}
    </section>
  )
}

function Candidate(given: { readonly pipe: Likely; readonly number: number; readonly source: LeakSource }) {
  const { t, locale } = useWords()
  const { openCandidate } = useCommands()
  const now = useTwin((state) => state.now)
  const { pipe, number, source } = given
  const share = pipe.probability < 0.005 ? '< 1%' : formatQuantity(locale, 100 * pipe.probability, '%')
  // one digit: an order of magnitude
  const rate = pipe.rate === null ? null : Number((3600 * pipe.rate).toPrecision(1))
  // of water neither is known
  const gas = [
    rate === null
      ? t('locate.pipe.rate.none')
      : t('locate.pipe.rate', {
          value: formatQuantity(locale, rate, 'm³/h', Math.max(0, -Math.floor(Math.log10(rate)))),
        }),
    pipe.start === null
      ? t('locate.pipe.start.unknown')
      : t('locate.pipe.start', { time: formatInstant(source.from + 1000 * pipe.start, now) }),
  ]
  const said = [t(pipe.isHalf ? 'locate.set.half' : 'locate.set.ninety'), ...(source.kind === 'gas' ? gas : [])]
  return (
    <li data-set={pipe.isHalf ? 'half' : 'ninety'}>
      <button type="button" className="plain" title={t('locate.open')} onClick={() => void openCandidate(pipe.id)}>
        <b>{number}</b>
        <span>
          {shortId(pipe.id)}
          <small>{said.join(' · ')}</small>
        </span>
        <span className={styles.share}>
          {share}
          <meter min={0} max={1} value={pipe.probability} aria-hidden="true" />
        </span>
      </button>
    </li>
  )
}
