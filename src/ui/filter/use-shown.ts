import { useMemo } from 'react'
import { bandScale } from '../../domain/asset/asset-bands.ts'
import { countShown, type FilterCount } from '../../domain/asset/asset-filter.ts'
import { disciplines } from '../../domain/disciplines/index.ts'
import { useTwin } from '../page.tsx'

/** What is drawn of the city under the filter of the page; null until the index is here. */
export function useShown(): FilterCount | null {
  const assets = useTwin((state) => state.assets)
  const filter = useTwin((state) => state.filter)
  const palette = useTwin((state) => state.palette)
  const hidden = useTwin((state) => state.layers.hiddenDisciplines)
  return useMemo(() => {
    if (assets.state !== 'loaded') return null
    const isHidden = (code: number) => hidden.has(disciplines[code]?.id ?? '')
    return countShown(assets.value, filter, isHidden, bandScale(palette))
  }, [assets, filter, palette, hidden])
}
