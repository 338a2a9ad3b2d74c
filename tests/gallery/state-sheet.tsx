import { faceOf } from '../../src/domain/access/faces.ts'
import type { Failure } from '../../src/domain/result.ts'
import { useWords } from '../../src/ui/page.tsx'
import { SceneStatus } from '../../src/ui/scene-status.tsx'
import { RefusedPage } from '../../src/ui/staff-page/refused-page.tsx'
import { EmptyFace, LoadingFace } from '../../src/ui/states/faces.tsx'
import { FailureFace } from '../../src/ui/states/failure-face.tsx'
import { Notices } from '../../src/ui/states/notices.tsx'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const FAILURES: readonly Failure[] = [
  { kind: 'offline', detail: '' },
  { kind: 'refused', detail: '' },
  { kind: 'signed-out', detail: '' },
  { kind: 'invalid', detail: 'asset.length_m: expected number' },
  { kind: 'cancelled', detail: '' },
]

/** Loading, empty, stale, refused, failed, cancelled. */
export function StateSheet(look: SheetProps) {
  const { t } = useWords()
  return (
    <>
      <Shown name="LoadingFace · EmptyFace · SceneStatus">
        <div className="row">
          <LoadingFace>{t('asset.loading')}</LoadingFace>
          <EmptyFace>{t('alarms.empty')}</EmptyFace>
          <Sample {...look} state={{ scene: { pending: 12, isReady: true, fault: null } }}>
            <SceneStatus />
          </Sample>
        </div>
      </Shown>
      <Shown name="FailureFace">
        <div className="grid">
          {FAILURES.map((failure) => (
            <FailureFace
              key={failure.kind}
              failure={failure}
              {...(failure.kind === 'offline' ? { onRetry: () => {} } : {})}
            />
          ))}
        </div>
      </Shown>
      <Shown name="Notices">
        <Sample
          {...look}
          state={{
            server: { state: 'starting', step: 'migrations' },
            link: { state: 'lost', since: Date.UTC(2026, 2, 1, 4) },
            hasBuildMismatch: true,
            badRows: 3,
            scene: { pending: 0, isReady: true, fault: 'tile 3/2/1: HTTP 500' },
          }}
        >
          <div className="stack">
            <Notices />
          </div>
        </Sample>
      </Shown>
      <Shown name="RefusedPage">
        <RefusedPage face={faceOf('emergency')} onSignIn={() => {}} />
      </Shown>
    </>
  )
}
