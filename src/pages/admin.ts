import '../nonce.ts'
import { mountAdmin } from '../audiences/admin/index.ts'
import { composeAdmin } from '../compose/admin.ts'
import { readAdminTab } from '../state/admin.ts'
import { systemTheme } from './open-page.ts'
import { openStaffPage } from './open-staff-page.ts'

const { host, config, address } = await openStaffPage()
mountAdmin(host, { ...composeAdmin(config, address, readAdminTab(location.search), systemTheme()), config })
