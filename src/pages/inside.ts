import '../nonce.ts'
import inside from '../../scene-configs/inside.json'
import { mountInside } from '../audiences/inside/index.ts'
import { composeTwin } from '../compose/twin.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { readAddress } from '../state/address.ts'
import { openPage, systemTheme } from './open-page.ts'

const { host, config } = await openPage()
const scenes = [sceneConfigSchema.parse(inside)] as const
const address = readAddress(location.search)
const twin = composeTwin(config, scenes, address, systemTheme())
void twin.commands.openInside(address)
mountInside(host, { ...twin, config })
