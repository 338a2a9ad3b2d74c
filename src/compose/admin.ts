import { createAdminBackend } from '../adapters/backend/supabase/index.ts'
import { createCityFiles } from '../adapters/city/city-files.ts'
import { createDownloads } from '../adapters/files/downloads.ts'
import { type AdminCommands, createAdminCommands } from '../commands/admin/index.ts'
import { type Commands, createCommands } from '../commands/index.ts'
import type { PageConfig } from '../domain/config/page-config.ts'
import { fail } from '../domain/result.ts'
import type { Theme } from '../domain/theme.ts'
import { type Address, writeAddress } from '../state/address.ts'
import { type AdminStore, type AdminTab, createAdminStore, withAdminTab } from '../state/admin.ts'
import { applyAddress, bindAddress } from '../state/bind-address.ts'
import { createTwinStore, type TwinStore } from '../state/store.ts'

export interface Admin {
  readonly store: TwinStore
  readonly commands: Commands
  readonly desk: AdminStore
  readonly deskCommands: AdminCommands
  /** ends what is live */
  readonly close: () => void
}

/** Picks the adapters of the administration page: a session and no scene, and a store of its own for what it lists. */
export function composeAdmin(config: PageConfig, address: Address, tab: AdminTab, theme: Theme): Admin {
  const store = createTwinStore({ locale: address.locale, now: Date.now(), theme })
  applyAddress(store, address)
  const { admin, ...backend } = createAdminBackend(config, location.origin, (count) =>
    store.setState(({ badRows }) => ({ badRows: badRows + count })),
  )
  const commands = createCommands(store, {
    ...backend,
    city: createCityFiles(config.city, () => backend.session.renewGrant()),
    simulations: { run: async () => fail('failed', 'administration: no simulations') },
    files: createDownloads(),
    free: async () => ({ left: 0, top: 0, right: 1, bottom: 1, aspect: 1 }),
    camera: { flyTo: async () => {}, flyHome: async () => {}, step: () => {} },
  })
  const desk = createAdminStore(tab, address.sensorId ?? '')
  const deskCommands = createAdminCommands({ store: desk, admin })
  const defaults = { theme, hasNoScene: true }
  const replace = (query: string) => history.replaceState(null, '', withAdminTab(query, desk.getState().tab))
  const stopAddress = bindAddress(store, replace, defaults)
  const stopTab = desk.subscribe((state, before) => {
    if (state.tab !== before.tab) replace(writeAddress(store.getState(), defaults))
  })
  const stopPage = commands.openDesk()
  return {
    store,
    commands,
    desk,
    deskCommands,
    close: () => {
      stopAddress()
      stopTab()
      stopPage()
    },
  }
}
