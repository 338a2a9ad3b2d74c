import { LEAST_RESPONDING } from '../../domain/leak/leak-source.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type LeakSource, likelyPipes } from '../../state/leak-source.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { candidateWords } from './candidate-words.ts'
import styles from './locate.module.css'

type Likely = ReturnType<typeof likelyPipes>[number]

/** rows that are read in a hurry; the sets say how many there are */
const MOST = 40

/** The pipes that hold 90 %, in groups that the readings cannot tell apart; a click opens the pipe. */
export function CandidateList({ source }: { readonly source: LeakSource }) {
  const { t, locale } = useWords()
  const likely = likelyPipes(source)
  const isEnough = responding(source) >= LEAST_RESPONDING
  const shown = new Set(likely.slice(0, MOST))
  const groups = [...new Set(likely.map(({ group }) => group))].map((group) =>
    likely.filter((pipe) => pipe.group === group),
  )
  return (
    <section aria-label={t('locate.pipes')} className={styles.groups}>
      {groups
        .filter((members) => members.some((pipe) => shown.has(pipe)))
        .map((members) => (
          <div key={members[0]?.id}>
            <GroupHead members={members} isEnough={isEnough} />
            <ol>
              {members
                .filter((pipe) => shown.has(pipe))
                .map((pipe) => (
                  <Candidate key={pipe.id} pipe={pipe} source={source} />
                ))}
            </ol>
          </div>
        ))}
      {likely.length > shown.size && (
        <p className={styles.more}>{t('locate.more', { n: formatNumber(locale, likely.length - shown.size) })}</p>
      )}
    </section>
  )
}

/** What is known of a group is how likely all of it is together. */
function GroupHead(given: { readonly members: readonly Likely[]; readonly isEnough: boolean }) {
  const { members, isEnough } = given
  const { t, locale } = useWords()
  const whole = members.reduce((sum, { probability }) => sum + probability, 0)
  const group = members[0]?.group ?? null
  return (
    <h3>
      {group !== null && (
        <>
          <b>{t('locate.group.name', { n: formatNumber(locale, group + 1) })}</b>
          {' · '}
        </>
      )}
      {members.length === 1
        ? t(isEnough ? 'locate.group.one' : 'locate.group.unsure')
        : t('locate.group', {
            n: formatNumber(locale, members.length),
            share: formatQuantity(locale, 100 * whole, '%'),
          })}
    </h3>
  )
}

function Candidate({ pipe, source }: { readonly pipe: Likely; readonly source: LeakSource }) {
  const words = useWords()
  const { t } = words
  const { openCandidate } = useCommands()
  const now = useTwin((state) => state.now)
  const { share, set, rate, start } = candidateWords(pipe, source, now, words)
  // of water neither is known
  const said = [set, ...(source.kind === 'gas' ? [rate, start] : [])]
  return (
    <li data-set={pipe.isHalf ? 'half' : 'ninety'}>
      <button type="button" className="plain" title={t('locate.open')} onClick={() => void openCandidate(pipe.id)}>
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

function responding({ analysis }: LeakSource): number {
  if (analysis.state !== 'done') return 0
  return analysis.summary.outcome.sensors.filter(({ answer }) => answer === 'responding').length
}
