import '../nonce.ts'
import publicMap from '../../scene-configs/public-map.json'
import { mountPublic } from '../audiences/public/index.ts'
import { loadEngine } from '../compose/engines.ts'
import { composeEnquiry } from '../compose/enquiry.ts'
import { sceneConfigSchema } from '../domain/config/scene-config.ts'
import { readEnquiryAddress } from '../state/enquiry.ts'
import { openPage, systemTheme } from './open-page.ts'

const setting = sceneConfigSchema.parse(publicMap)
const engine = loadEngine(setting.engine)
const { host, config } = await openPage()
mountPublic(host, composeEnquiry(config, setting, engine, readEnquiryAddress(location.search), systemTheme()))
