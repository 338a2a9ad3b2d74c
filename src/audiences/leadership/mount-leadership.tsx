import { createRoot } from 'react-dom/client'
import type { SceneConfig } from '../../domain/config/scene-config.ts'
import type { PageParts } from '../../ui/page.tsx'
import { StaffPage } from '../../ui/staff-page/staff-page.tsx'
import { LeadershipPage } from './leadership-page.tsx'

/** Puts the wall into `host`; the tour goes through `scenes` in their order. */
export function mountLeadership(
  host: HTMLElement,
  { scenes, ...parts }: Omit<PageParts, 'face'> & { readonly scenes: readonly [SceneConfig, ...SceneConfig[]] },
): void {
  createRoot(host).render(
    <StaffPage face="leadership" {...parts}>
      <LeadershipPage scenes={scenes} />
    </StaffPage>,
  )
}
