import '../nonce.ts'
import cityMap from '../../scene-configs/city-map.json'
import cityTwin from '../../scene-configs/city-twin.json'
import { mountPlanner } from '../audiences/planner/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { systemTheme } from './open-page.ts'
import { openStaffPage } from './open-staff-page.ts'

const { host, config, address } = await openStaffPage()
const scenes = [sceneConfigSchema.parse(cityTwin), sceneConfigSchema.parse(cityMap)] as const
const twin = composeTwin(config, scenes, address, systemTheme())
mountPlanner(host, { ...twin, config })
