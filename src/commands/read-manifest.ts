import { seesWholeCity } from '../domain/access/audience.ts'
import type { InternalManifest } from '../domain/config/city-manifest.ts'
import { fail, type Result } from '../domain/result.ts'
import type { CommandContext } from './context.ts'

const OWN_ONLY = {
  zh: '权属企业账号不含全城管线图：可搜索、查看本单位的设施记录、文件、监测与报警。',
  en: 'A utility owner has no map of the whole city: search and open records, documents, sensors and alarms of your own company.',
}

/** Asks for the grant and reads the internal manifest; an enterprise has the grant for its documents, and no tiles. */
export async function readManifest({ store, ports }: CommandContext): Promise<Result<InternalManifest>> {
  const grant = await ports.session.renewGrant()
  if (!grant.ok) return grant
  const { session } = store.getState()
  const role = session.state === 'loaded' ? session.value?.role : undefined
  if (role !== undefined && !seesWholeCity(role)) return fail('refused', `tiles are not for "${role}"`, OWN_ONLY)
  return await ports.city.internalManifest()
}
