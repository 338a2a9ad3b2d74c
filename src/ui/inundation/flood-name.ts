import type { FloodSetting } from '../../state/flood.ts'
import type { Words } from '../page.tsx'

/**
 * What a run is called in the language of the page: as its reader named it; else by its preset, or after what bursts or its
 * rain, with its surge, its infiltration and what is switched in it; and what was drawn for it.
 */
export function floodName({ name, preset, scenario }: FloodSetting, { t }: Pick<Words, 't'>): string {
  if (name !== null) return name
  const { barriers, breaches } = scenario
  const works = [
    ...(barriers.length > 0 ? [t('works.name.barriers', { n: barriers.length })] : []),
    ...(breaches.length > 0 ? [t('works.name.breaches', { n: breaches.length })] : []),
  ]
  return [...(preset ? [t(`scenario.preset.${preset}`)] : ownName(scenario, t)), ...works].join(' + ')
}

function ownName(scenario: FloodSetting['scenario'], t: Words['t']): string[] {
  const { surge, infiltration, switches } = scenario
  return [
    waterName(scenario, t),
    ...(surge > 0 ? [t('scenario.name.surge', { surge })] : []),
    ...(infiltration === 'cover' ? [t('scenario.name.infiltration')] : []),
    ...(switches.length > 0 ? [t('scenario.name.switches', { n: switches.length })] : []),
  ]
}

function waterName({ rain, returnPeriod, sources: [burst] }: FloodSetting['scenario'], t: Words['t']): string {
  if (burst && rain === 'none') return t('scenario.burst', { name: burst.name })
  const fallen = t(`scenario.rain.${rain}`)
  return rain === 'design' ? `${fallen} P=${returnPeriod}` : fallen
}
