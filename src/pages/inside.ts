import '../nonce.ts'
import inside from '../../scene-configs/inside.json'
import { mountInside } from '../audiences/inside/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { systemTheme } from './open-page.ts'
import { openStaffPage } from './open-staff-page.ts'

const { host, config, address } = await openStaffPage()
const scenes = [sceneConfigSchema.parse(inside)] as const
const twin = composeTwin(config, scenes, address, systemTheme())
void twin.commands.openInside(address)
mountInside(host, { ...twin, config })
