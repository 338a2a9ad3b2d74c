import '../../src/ui/tokens.css'
import './gallery.css'
import { createRoot } from 'react-dom/client'
import type { Locale } from '../../src/domain/localized.ts'
import { THEMES } from '../../src/domain/theme.ts'
import { ColorBlindSheet, ColorSheet } from './color-sheet.tsx'
import { ControlSheet } from './control-sheet.tsx'
import { DataSheet } from './data-sheet.tsx'
import { FloodSheet } from './flood-sheet.tsx'
import { LeakSheet } from './leak-sheet.tsx'
import { Sample } from './sample.tsx'
import { SignInSheet } from './sign-in-sheet.tsx'
import { StateSheet } from './state-sheet.tsx'
import { TraceSheet } from './trace-sheet.tsx'
import { WhereSheet } from './where-sheet.tsx'

/** Every component of src/ui that stands alone, in its states; one look at a time: `?theme=dark&lang=en`. */
const query = new URLSearchParams(location.search)
const theme = THEMES.find((it) => it === query.get('theme')) ?? 'light'
const locale: Locale = query.get('lang') === 'en' ? 'en' : 'zh'
document.documentElement.dataset.theme = theme

const SHEETS = {
  colors: ColorSheet,
  controls: ControlSheet,
  states: StateSheet,
  'sign-in': SignInSheet,
  data: DataSheet,
  flood: FloodSheet,
  where: WhereSheet,
  leak: LeakSheet,
  traces: TraceSheet,
  'color-blind': ColorBlindSheet,
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    Object.entries(SHEETS).map(([name, Sheet]) => (
      <section key={name} id={name} className="sheet">
        <Sample theme={theme} locale={locale}>
          <Sheet theme={theme} locale={locale} />
        </Sample>
      </section>
    )),
  )
