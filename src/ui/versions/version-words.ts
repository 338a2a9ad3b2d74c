import { formatDate, formatTime } from '../../i18n/format.ts'
import type { RecordVersion } from '../../ports/records.ts'
import type { Words } from '../page.tsx'

/** characters of a build's hash that tell it from others */
const BUILD_SHOWN = 12

/** When a version was valid. */
export function spanText({ from, to }: RecordVersion, { t }: Words): string {
  const zone = t('clock.zone')
  const text = (at: number) => `${formatDate(at)} ${formatTime(at)}`
  if (from === null)
    return to === null ? t('versions.sinceUnknown') : t('versions.untilFromUnknown', { to: text(to), zone })
  return to === null
    ? t('versions.since', { from: text(from), zone })
    : t('versions.span', { from: text(from), to: text(to), zone })
}

/** Who made a version: a person, or a load of survey data. */
export function originText({ by, build }: RecordVersion, { t }: Words): string {
  if (by !== null) return t('versions.by', { who: by })
  return build === null ? t('versions.byServer') : t('versions.byLoad', { build: build.slice(0, BUILD_SHOWN) })
}
