import { formatDate, formatTime } from '../../i18n/format.ts'
import type { AssetThen, RecordVersion } from '../../ports/records.ts'
import type { Words } from '../page.tsx'

/** characters of a build's hash that tell it from others */
const BUILD_SHOWN = 12

/** When a version was valid. */
export function spanText({ from, to }: Pick<RecordVersion, 'from' | 'to'>, { t }: Words): string {
  const zone = t('clock.zone')
  if (from === null)
    return to === null ? t('versions.sinceUnknown') : t('versions.untilFromUnknown', { to: text(to), zone })
  return to === null
    ? t('versions.since', { from: text(from), zone })
    : t('versions.span', { from: text(from), to: text(to), zone })
}

/** What the record of the instant looked at is: the version of then with its time, the first one, or why there is none. */
export function thenText(then: AssetThen, words: Words): string {
  const { t } = words
  const { asset, from, to, firstRecordedAt } = then
  if (asset !== null && firstRecordedAt !== null)
    return t('then.first', { at: text(firstRecordedAt), zone: t('clock.zone') })
  if (asset !== null) return t(to === null ? 'then.stillValid' : 'then.version', { span: spanText(then, words) })
  const zone = t('clock.zone')
  const again = to === null ? null : text(to)
  if (from === null) return t('then.none')
  return again === null
    ? t('then.removed', { at: text(from), zone })
    : t('then.removedForATime', { at: text(from), again, zone })
}

/** Who made a version: a person, or a load of survey data. */
export function originText({ by, build }: RecordVersion, { t }: Words): string {
  if (by !== null) return t('versions.by', { who: by })
  return build === null ? t('versions.byServer') : t('versions.byLoad', { build: build.slice(0, BUILD_SHOWN) })
}

function text(at: number): string {
  return `${formatDate(at)} ${formatTime(at)}`
}
