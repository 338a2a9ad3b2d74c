import { createSupabaseBackend } from '../adapters/backend/supabase/index.ts'
import { createCityFiles } from '../adapters/city/city-files.ts'
import { createDownloads } from '../adapters/files/downloads.ts'
import { type Commands, createCommands } from '../commands/index.ts'
import type { PageConfig } from '../domain/config/page-config.ts'
import { fail } from '../domain/result.ts'
import type { Theme } from '../domain/theme.ts'
import type { Address } from '../state/address.ts'
import { applyAddress, bindAddress } from '../state/bind-address.ts'
import { createTwinStore, type TwinStore } from '../state/store.ts'

export interface Home {
  readonly store: TwinStore
  readonly commands: Commands
  /** ends what is live */
  readonly close: () => void
}

/** Picks the adapters of the home page, which has a session and no scene: what an address says is kept and handed on. */
export function composeHome(config: PageConfig, address: Address, theme: Theme): Home {
  const store = createTwinStore({ locale: address.locale, now: Date.now(), theme })
  applyAddress(store, address)
  const backend = createSupabaseBackend(config, location.origin, () => {})
  const commands = createCommands(store, {
    ...backend,
    city: createCityFiles(config.city, () => backend.session.renewGrant()),
    simulations: { run: async () => fail('failed', 'home: no simulations') },
    files: createDownloads(),
    free: async () => ({ left: 0, top: 0, right: 1, bottom: 1, aspect: 1 }),
    camera: { flyTo: async () => {}, flyHome: async () => {}, step: () => {} },
  })
  const stopAddress = bindAddress(store, (query) => history.replaceState(null, '', query), {
    theme,
    hasNoScene: true,
  })
  const stopHome = commands.openHome()
  return {
    store,
    commands,
    close: () => {
      stopAddress()
      stopHome()
    },
  }
}
