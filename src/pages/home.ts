import '../nonce.ts'
import { mountHome } from '../audiences/home/index.ts'
import { composeHome } from '../compose/home.ts'
import { readAddress } from '../state/address.ts'
import { openPage, systemTheme } from './open-page.ts'

const { host, config } = await openPage()
mountHome(host, { ...composeHome(config, readAddress(location.search), systemTheme()), config })
