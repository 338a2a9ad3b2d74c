import '../nonce.ts'
import cityMap from '../../scene-configs/city-map.json'
import cityTwin from '../../scene-configs/city-twin.json'
import { mountPlanner } from '../audiences/planner/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { readAddress } from '../state/address.ts'
import { openPage, systemTheme } from './open-page.ts'

const { host, config } = await openPage()
const scenes = [sceneConfigSchema.parse(cityTwin), sceneConfigSchema.parse(cityMap)] as const
const twin = composeTwin(config, scenes, readAddress(location.search), systemTheme())
mountPlanner(host, { ...twin, config })
