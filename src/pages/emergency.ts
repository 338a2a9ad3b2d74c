import '../nonce.ts'
import cityTwin from '../../scene-configs/city-twin.json'
import { mountEmergency } from '../audiences/emergency/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { readAddress } from '../state/address.ts'
import { openPage, systemTheme } from './open-page.ts'

const { host, config } = await openPage()
const scenes = [sceneConfigSchema.parse(cityTwin)] as const
const address = readAddress(location.search)
const twin = composeTwin(config, scenes, address, systemTheme())
mountEmergency(host, { ...twin, config })
// what the link selects and looks at stays as it is
if (address.alarmId !== null)
  void twin.commands.openIncident(address.alarmId, {
    isFlying: address.view === null,
    isSelecting: address.assetId === null && address.sensorId === null,
  })
