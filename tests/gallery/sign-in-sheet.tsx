import type { Result } from '../../src/domain/result.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { SecondFactor } from '../../src/ports/records.ts'
import { SecondFactorForm } from '../../src/ui/sign-in/second-factor-form.tsx'
import { SignInForm } from '../../src/ui/sign-in/sign-in-form.tsx'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const picture = `data:image/svg+xml;utf-8,<svg xmlns="http://www.w3.org/2000/svg" width="156" height="156"><path d="M12 12h39v39h-39zM105 12h39v39h-39zM12 105h39v39h-39z" /></svg>`
const factors: readonly Result<SecondFactor>[] = [
  succeed({ kind: 'bind', factors: ['new'], picture, secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' }),
  succeed({ kind: 'code', factors: ['bound'] }),
  fail('offline', 'the sample is offline'),
]

/** The form of the dialog and of the home page: ready, and while nobody can sign in; then what is asked beside a password. */
export function SignInSheet(look: SheetProps) {
  return (
    <>
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
      <Shown name="SecondFactorForm">
        <div className="grid">
          {factors.map((factor) => (
            <Sample key={JSON.stringify(factor)} {...look} commands={{ askSecondFactor: async () => factor }}>
              <div className="card">
                <SecondFactorForm />
              </div>
            </Sample>
          ))}
        </div>
      </Shown>
    </>
  )
}
