import { SignInForm } from '../../src/ui/sign-in/sign-in-form.tsx'
import { Sample, type SheetProps, Shown } from './sample.tsx'

/** The form of the dialog and of the home page: ready, and while nobody can sign in. */
export function SignInSheet(look: SheetProps) {
  return (
    <Shown name="SignInForm">
      <div className="grid">
        <div className="card">
          <SignInForm onDone={() => {}} onCancel={() => {}} />
        </div>
        <Sample {...look} state={{ server: { state: 'starting', step: 'migrations' } }}>
          <div className="card">
            <SignInForm onDone={() => {}} />
          </div>
        </Sample>
        <Sample {...look} state={{ server: { state: 'offline', step: null } }}>
          <div className="card">
            <SignInForm onDone={() => {}} />
          </div>
        </Sample>
      </div>
    </Shown>
  )
}
