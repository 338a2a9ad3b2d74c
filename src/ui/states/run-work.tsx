import type { RunProgress } from '../../domain/run-progress.ts'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import { useTwin, useWords } from '../page.tsx'
import { LoadingFace } from './faces.tsx'

interface RunWorkProps {
  /** what is waited for, said until the run tells what it is at */
  readonly waiting: string
  readonly work: RunProgress | null | undefined
  /** when it was asked for [ms since 1970 UTC]; undefined = not told */
  readonly since: number | undefined
}

/** A run that has no result to show yet: what it is at, how far, and for how long. */
export function RunWork({ waiting, work, since }: RunWorkProps) {
  const { t, locale } = useWords()
  const now = useTwin((state) => state.now)
  const share =
    work && work.of > 0
      ? t('work.share', { done: formatNumber(locale, work.done), of: formatNumber(locale, work.of) })
      : null
  const parts = [
    work ? t(`work.${work.phase}`) : waiting,
    share,
    since === undefined ? null : t('work.elapsed', { time: formatDuration(now - since) }),
  ]
  return <LoadingFace>{parts.filter((part) => part !== null).join(' · ')}</LoadingFace>
}
