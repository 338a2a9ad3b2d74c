import '../nonce.ts'
import cityTwin from '../../scene-configs/city-twin.json'
import { mountEmergency } from '../audiences/emergency/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { systemTheme } from './open-page.ts'
import { openStaffPage } from './open-staff-page.ts'

const { host, config, address } = await openStaffPage()
const scenes = [sceneConfigSchema.parse(cityTwin)] as const
const twin = composeTwin(config, scenes, address, systemTheme())
mountEmergency(host, { ...twin, config })
// what the link selects and looks at stays as it is
if (address.alarmId !== null)
  void twin.commands.openIncident(address.alarmId, {
    isFlying: address.view === null,
    isSelecting: address.assetId === null && address.sensorId === null,
  })
