import type { Reach } from '../domain/access/audience.ts'
import type { InternalManifest } from '../domain/config/city-manifest.ts'
import type { Localized } from '../domain/localized.ts'
import { fail, type Result } from '../domain/result.ts'
import type { CommandContext } from './context.ts'

/** Asks for the grant and reads the internal manifest; who sees a part of the city has the grant for documents alone. */
export async function readManifest({ store, ports }: CommandContext): Promise<Result<InternalManifest>> {
  const grant = await ports.session.renewGrant()
  if (!grant.ok) return grant
  const { session } = store.getState()
  const reach = session.state === 'loaded' ? session.value?.reach : undefined
  if (reach && reach.tiles !== 'open') return fail('refused', `tiles are closed: ${reach.tiles}`, whyClosed(reach))
  return await ports.city.internalManifest()
}

function whyClosed({ tiles, districts }: Reach): Localized {
  if (tiles === 'role')
    return {
      zh: '权属企业账号不含全城管线图：可搜索、查看本单位的设施记录、文件、监测与报警。',
      en: 'A utility owner has no map of the whole city: search and open records, documents, sensors and alarms of your own company.',
    }
  if (tiles === 'clearance')
    return {
      zh: '全城管线图含有高于您密级的图层或字段，未予显示，模拟也不可用；可搜索、查看您密级以内的设施记录、监测与报警。',
      en: 'The map of the whole city holds layers or fields above your clearance: it is not shown, and simulations are off. Search and open what is within your clearance.',
    }
  const names = (districts ?? []).map(({ zh, en }) => ({ zh, en }))
  return {
    zh: `您的权限限于${names.map(({ zh }) => zh).join('、') || '（未指定区）'}：全城管线图未予显示，模拟也不可用；可搜索、查看本区的设施记录、监测、报警与风险。列表与数字均只含本区。`,
    en: `Your rights are for ${names.map(({ en }) => en).join(', ') || '(no district)'}: the map of the whole city is not shown, and simulations are off. Search and open records, sensors, alarms and risks there; lists and figures hold these districts only.`,
  }
}
