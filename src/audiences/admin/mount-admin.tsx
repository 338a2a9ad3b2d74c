import { createRoot } from 'react-dom/client'
import type { PageParts } from '../../ui/page.tsx'
import { AntdProvider } from '../../ui/staff-page/antd-provider.tsx'
import { StaffPage } from '../../ui/staff-page/staff-page.tsx'
import { AdminPage } from './admin-page.tsx'
import { type DeskParts, DeskProvider } from './desk.tsx'

/** Puts the page of administrators into `host`. It has no scene, so nothing is mounted behind it. */
export function mountAdmin(
  host: HTMLElement,
  { desk, deskCommands, ...parts }: Omit<PageParts, 'face' | 'onSceneHost'> & DeskParts,
): void {
  createRoot(host).render(
    <StaffPage face="admin" onSceneHost={() => {}} {...parts}>
      <AntdProvider>
        <DeskProvider desk={desk} deskCommands={deskCommands}>
          <AdminPage />
        </DeskProvider>
      </AntdProvider>
    </StaffPage>,
  )
}
