import '../nonce.ts'
import { mountHome } from '../audiences/home/index.ts'
import { composeHome } from '../compose/home.ts'
import { systemTheme } from './open-page.ts'
import { openStaffPage } from './open-staff-page.ts'

const { host, config, address } = await openStaffPage()
mountHome(host, { ...composeHome(config, address, systemTheme()), config })
