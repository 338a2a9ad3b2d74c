import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import { useCommands, useConfig, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './sign-in.module.css'

/** Says what needs a sign-in, and takes one; the demo city offers its users by one click. */
export function SignInDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useWords()
  const { signIn } = useCommands()
  const { demoUsers = [] } = useConfig()
  const isReady = useTwin((state) => state.server.state === 'ready')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const enter = async (email: string, password: string) => {
    setIsBusy(true)
    const result = await signIn(email, password)
    setIsBusy(false)
    setFailure(result.ok ? null : result.failure)
    if (result.ok) onClose()
  }
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} width={420} title={t('session.dialog')} destroyOnHidden>
      <p className={styles.help}>{t('session.dialog.help')}</p>
      {failure && <FailureFace failure={failure} />}
      {demoUsers.length > 0 && (
        <section className={styles.demo} aria-label={t('session.demo')}>
          <h3>{t('session.demo')}</h3>
          <div>
            {demoUsers.map((user) => (
              <DemoUser key={user.email} {...user} isDisabled={isBusy || !isReady} onPick={enter} />
            ))}
          </div>
        </section>
      )}
      <Form<{ email: string; password: string }>
        layout="vertical"
        requiredMark={false}
        disabled={isBusy || !isReady}
        onFinish={({ email, password }) => void enter(email, password)}
      >
        <Form.Item name="email" label={t('session.email')} rules={[{ required: true, message: t('session.required') }]}>
          <Input type="email" autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('session.password')}
          rules={[{ required: true, message: t('session.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <div className={styles.actions}>
          <Button disabled={false} onClick={onClose}>
            {t('session.publicOnly')}
          </Button>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('session.signIn')}
          </Button>
        </div>
      </Form>
      {!isReady && (
        <p className={styles.help} role="status">
          {t('server.starting')}
        </p>
      )}
    </Modal>
  )
}

interface DemoUserProps {
  readonly email: string
  readonly password: string
  readonly role: string
  readonly isDisabled: boolean
  readonly onPick: (email: string, password: string) => Promise<void>
}

function DemoUser({ email, password, role, isDisabled, onPick }: DemoUserProps) {
  const { known } = useWords()
  return (
    <Button disabled={isDisabled} onClick={() => void onPick(email, password)} title={email}>
      {known('role', role)}
    </Button>
  )
}
