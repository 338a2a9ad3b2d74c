import type { FloodSetting } from '../../state/flood.ts'
import type { Words } from '../page.tsx'

/**
 * What a run is called in the language of the page: as its reader named it; else by its preset, after what bursts or after its
 * rain, and what was drawn for it.
 */
export function floodName({ name, preset, scenario }: FloodSetting, { t }: Pick<Words, 't'>): string {
  if (name !== null) return name
  const { barriers, breaches } = scenario
  const works = [
    ...(barriers.length > 0 ? [t('works.name.barriers', { n: barriers.length })] : []),
    ...(breaches.length > 0 ? [t('works.name.breaches', { n: breaches.length })] : []),
  ]
  return [preset ? t(`scenario.preset.${preset}`) : waterName(scenario, t), ...works].join(' + ')
}

function waterName({ rain, returnPeriod, sources: [burst] }: FloodSetting['scenario'], t: Words['t']): string {
  if (burst && rain === 'none') return t('scenario.burst', { name: burst.name })
  const fallen = t(`scenario.rain.${rain}`)
  return rain === 'design' ? `${fallen} P=${returnPeriod}` : fallen
}
