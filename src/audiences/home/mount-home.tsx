import '../../ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { type PageParts, PageProvider } from '../../ui/page.tsx'
import { PageDocument } from '../../ui/staff-page/staff-page.tsx'
import { HomePage } from './home-page.tsx'

/** Puts the home page into `host`. It has no scene, so nothing is mounted behind it. */
export function mountHome(host: HTMLElement, parts: Omit<PageParts, 'face' | 'onSceneHost'>): void {
  createRoot(host).render(
    <PageProvider face="home" onSceneHost={() => {}} {...parts}>
      <PageDocument />
      <HomePage />
    </PageProvider>,
  )
}
