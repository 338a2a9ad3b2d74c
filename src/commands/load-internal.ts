import type { CommandContext } from './context.ts'
import { loadAlarms } from './load-alarms.ts'
import { loadSensors } from './load-sensors.ts'
import { settled } from './loading.ts'
import { openAsset } from './open-asset.ts'
import { readManifest } from './read-manifest.ts'
import { searchAssets } from './search-assets.ts'
import { loadMoment } from './set-time.ts'

/**
 * Reads what only staff may: the grant, the internal manifest, the asset index, sensors and alarms. Says so when tiles
 * and database are of different builds (图数版本不一致) and refuses a build of another city.
 */
export async function loadInternal(context: CommandContext): Promise<void> {
  const { store, ports } = context
  store.setState({ internal: { state: 'loading' }, assets: { state: 'loading' }, hasBuildMismatch: false })
  const manifest = await readManifest(context)
  if (!manifest.ok) {
    store.setState({ internal: settled(manifest), assets: settled(manifest) })
    // the rows are cut by policy; what is not drawn can still be found and read
    if (manifest.failure.kind === 'refused') await loadRows(context)
    return
  }
  const rows = await ports.records.city()
  if (rows.ok && rows.value.city !== manifest.value.city) {
    const detail = `database holds "${rows.value.city}", tiles are of "${manifest.value.city}"`
    const message = {
      zh: `拒绝显示：数据库属于“${rows.value.city}”，瓦片属于“${manifest.value.city}”。`,
      en: `Refused: the database is of “${rows.value.city}”, the tiles are of “${manifest.value.city}”.`,
    }
    const refused = { state: 'failed', failure: { kind: 'refused', detail, message } } as const
    store.setState({ internal: refused, assets: refused })
    return
  }
  const hasBuildMismatch = rows.ok && rows.value.build !== manifest.value.build
  store.setState({ internal: settled(manifest), hasBuildMismatch })
  await Promise.all([
    ports.city.assets(manifest.value).then((assets) => store.setState({ assets: settled(assets) })),
    loadRows(context),
  ])
}

async function loadRows(context: CommandContext): Promise<void> {
  const { selection, search } = context.store.getState()
  const { assetId } = selection
  await Promise.all([
    loadSensors(context),
    loadAlarms(context),
    loadMoment(context),
    assetId === null ? undefined : openAsset(context, assetId),
    searchAssets(context, search.query),
  ])
}
