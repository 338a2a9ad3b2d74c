import type { FloodSetting } from '../../state/flood.ts'
import type { Words } from '../page.tsx'

/** What a run is called in the language of the page: as its reader named it, by its preset, after what bursts, or after its rain. */
export function floodName({ name, preset, scenario }: FloodSetting, { t }: Pick<Words, 't'>): string {
  if (name !== null) return name
  if (preset) return t(`scenario.preset.${preset}`)
  const [burst] = scenario.sources
  if (burst && scenario.rain === 'none') return t('scenario.burst', { name: burst.name })
  const rain = t(`scenario.rain.${scenario.rain}`)
  return scenario.rain === 'design' ? `${rain} P=${scenario.returnPeriod}` : rain
}
