import { useTwin } from './page.tsx'

const HAN = /\p{Script=Han}/u

/** A text as data give it. Chinese in an English page is marked as such, so that it is read out and shaped as Chinese. */
export function DataText({ children }: { readonly children: string }) {
  const isForeign = useTwin((state) => state.locale === 'en') && HAN.test(children)
  return isForeign ? <span lang="zh">{children}</span> : children
}
