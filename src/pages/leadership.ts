import '../nonce.ts'
import bridge from '../../scene-configs/stage-bridge.json'
import incident from '../../scene-configs/stage-incident.json'
import overview from '../../scene-configs/stage-overview.json'
import { mountLeadership } from '../audiences/leadership/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { openStaffPage } from './open-staff-page.ts'

const { host, config, address } = await openStaffPage()
const scenes = [
  sceneConfigSchema.parse(overview),
  sceneConfigSchema.parse(incident),
  sceneConfigSchema.parse(bridge),
] as const
const twin = composeTwin(config, scenes, address, 'wall')
mountLeadership(host, { ...twin, config, scenes })
