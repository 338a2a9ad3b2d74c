import { Tabs } from 'antd'
import { useEffect } from 'react'
import { ADMIN_TABS, type AdminTab } from '../../state/admin.ts'
import { useTwin, useWords } from '../../ui/page.tsx'
import { useSignIn } from '../../ui/staff-page/staff-page.tsx'
import { LoadingFace } from '../../ui/states/faces.tsx'
import { Notices } from '../../ui/states/notices.tsx'
import { TitleBar } from '../../ui/title-bar/title-bar.tsx'
import styles from './admin.module.css'
import { AuditTab } from './audit/audit-tab.tsx'
import { useDesk, useDeskCommands } from './desk.tsx'
import { OrganisationsTab } from './organisations/organisations-tab.tsx'
import { SecrecyTab } from './secrecy/secrecy-tab.tsx'
import { SystemTab } from './system-tab.tsx'
import { ThresholdsTab } from './thresholds/thresholds-tab.tsx'
import { UsersTab } from './users/users-tab.tsx'

const PANES = {
  users: UsersTab,
  organisations: OrganisationsTab,
  thresholds: ThresholdsTab,
  secrecy: SecrecyTab,
  audit: AuditTab,
  system: SystemTab,
} as const satisfies Record<AdminTab, () => React.JSX.Element>

/** Users, organisations, limits, classes of secrecy, the audit and the state of the system: a tab each, named by the address. */
export function AdminPage() {
  const { t } = useWords()
  const askSignIn = useSignIn()
  const isSignedIn = useTwin(({ session }) => session.state === 'loaded')
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <TitleBar onSignIn={askSignIn} />
      </header>
      <div className={styles.notices}>
        <Notices />
      </div>
      <main className={styles.main}>{isSignedIn ? <Desk /> : <LoadingFace>{t('session.checking')}</LoadingFace>}</main>
    </div>
  )
}

function Desk() {
  const { t } = useWords()
  const { showTab, leave } = useDeskCommands()
  const tab = useDesk((state) => state.tab)
  // nothing that an administrator read is left for whoever signs in next
  useEffect(() => leave, [leave])
  return (
    <Tabs
      activeKey={tab}
      onChange={(key) => showTab(ADMIN_TABS.find((it) => it === key) ?? 'users')}
      destroyOnHidden
      items={ADMIN_TABS.map((key) => ({ key, label: t(`admin.tab.${key}`), children: <Pane tab={key} /> }))}
    />
  )
}

/** Reads anew each time that the tab is opened. */
function Pane({ tab }: { readonly tab: AdminTab }) {
  const { loadTab } = useDeskCommands()
  useEffect(() => void loadTab(tab), [tab, loadTab])
  const Content = PANES[tab]
  return <Content />
}
