import { Button, Input, Modal, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { GIVEN_ROLES } from '../../../domain/admin/account.ts'
import type { Failure, Result } from '../../../domain/result.ts'
import { formatInstant, formatNumber } from '../../../i18n/format.ts'
import type { Account } from '../../../ports/admin.ts'
import { useConfig, useTwin, useWords } from '../../../ui/page.tsx'
import { EmptyFace, LoadableFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'
import { useDesk, useDeskCommands, useDistricts } from '../desk.tsx'
import { Dialog } from '../dialog.tsx'
import { FilterSelect } from '../filter-select.tsx'
import { Refused } from '../form.tsx'
import { Said } from '../said.tsx'
import { AccountState, standingOf } from './account-state.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { RightsDialog } from './rights-dialog.tsx'

type Open =
  | { readonly kind: 'invite' }
  | { readonly kind: 'rights'; readonly account: Account }
  | { readonly kind: 'password'; readonly title: string; readonly email: string; readonly password: string }

/** Who can sign in, and what each may. */
export function UsersTab() {
  const { t, locale } = useWords()
  const { loadTab, resetPassword, resetSecondFactor, setDisabled } = useDeskCommands()
  const accounts = useDesk((state) => state.accounts)
  const [modal, holder] = Modal.useModal()
  const [open, setOpen] = useState<Open | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [words, setWords] = useState('')
  const [role, setRole] = useState<string | null>(null)
  const called = ({ name, email }: Account) => name ?? email

  const act = async <Value,>(work: Promise<Result<Value>>, done: (value: Value) => void) => {
    setSaid(null)
    const result = await work
    setFailure(result.ok ? null : result.failure)
    if (result.ok) done(result.value)
  }
  const ask = async (title: string, content: string, okText: string, work: () => Promise<void>) => {
    const isSure = await modal.confirm({
      title,
      content,
      okText,
      cancelText: t('password.cancel'),
      okButtonProps: { danger: true },
    })
    if (isSure) await work()
  }
  const reset = (account: Account) =>
    ask(
      t('admin.users.reset.ask', { name: called(account) }),
      t('admin.users.reset.help'),
      t('admin.users.reset'),
      () =>
        act(resetPassword(account.id), ({ password }) =>
          setOpen({ kind: 'password', title: t('admin.users.reset'), email: account.email, password }),
        ),
    )
  const resetFactor = (account: Account) =>
    ask(
      t('admin.users.factor.ask', { name: called(account) }),
      t('admin.users.factor.help'),
      t('admin.users.factor'),
      () =>
        act(resetSecondFactor(account.id), ({ password }) =>
          setOpen({ kind: 'password', title: t('admin.users.factor'), email: account.email, password }),
        ),
    )
  const disable = (account: Account) =>
    ask(
      t('admin.users.disable.ask', { name: called(account) }),
      t('admin.users.disable.help'),
      t('admin.users.disable'),
      () => act(setDisabled(account.id, true), () => setSaid(t('admin.users.disabled', { name: called(account) }))),
    )
  const enable = (account: Account) =>
    act(setDisabled(account.id, false), () => setSaid(t('admin.users.enabled', { name: called(account) })))

  return (
    <>
      {holder}
      <div className={styles.tools}>
        <Input
          className={styles.search}
          type="search"
          allowClear
          value={words}
          placeholder={t('admin.users.search')}
          aria-label={t('admin.users.search')}
          onChange={({ target }) => setWords(target.value)}
        />
        <FilterSelect
          label={t('admin.users.role')}
          all={t('admin.users.allRoles')}
          value={role}
          options={GIVEN_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={setRole}
        />
        <Said>{said}</Said>
        <span className={styles.spring} />
        <Button type="primary" onClick={() => setOpen({ kind: 'invite' })}>
          {t('admin.users.invite')}
        </Button>
      </div>
      <Refused failure={failure} />
      <LoadableFace of={accounts} loading={t('admin.loading')} onRetry={() => void loadTab('users')}>
        {({ users, total }) => (
          <>
            {total > users.length && (
              <p className={styles.note}>
                {t('admin.users.more', {
                  shown: formatNumber(locale, users.length),
                  total: formatNumber(locale, total),
                })}
              </p>
            )}
            <UserTable
              users={users.filter((it) => (role === null || it.role === role) && matches(it, words))}
              onRights={(account) => setOpen({ kind: 'rights', account })}
              onReset={(account) => void reset(account)}
              onResetFactor={(account) => void resetFactor(account)}
              onDisable={(account) => void disable(account)}
              onEnable={(account) => void enable(account)}
            />
          </>
        )}
      </LoadableFace>
      {open?.kind === 'invite' && <InviteDialog onClose={() => setOpen(null)} />}
      {open?.kind === 'rights' && (
        <RightsDialog
          account={open.account}
          onClose={(isSaved) => {
            setOpen(null)
            setFailure(null)
            setSaid(isSaved ? t('admin.users.saved', { name: called(open.account) }) : null)
          }}
        />
      )}
      {open?.kind === 'password' && (
        <Dialog title={open.title} onClose={() => setOpen(null)}>
          <OneTimePassword email={open.email} password={open.password} onDone={() => setOpen(null)} />
        </Dialog>
      )}
    </>
  )
}

function matches({ name, email, organisationName }: Account, words: string): boolean {
  return `${name ?? ''} ${email} ${organisationName ?? ''}`.toLowerCase().includes(words.trim().toLowerCase())
}

interface UserTableProps {
  readonly users: readonly Account[]
  readonly onRights: (account: Account) => void
  readonly onReset: (account: Account) => void
  readonly onResetFactor: (account: Account) => void
  readonly onDisable: (account: Account) => void
  readonly onEnable: (account: Account) => void
}

function UserTable({ users, onRights, onReset, onResetFactor, onDisable, onEnable }: UserTableProps) {
  const { t, known, given } = useWords()
  const districts = useDistricts()
  const self = useTwin(({ session }) => (session.state === 'loaded' ? session.value?.userId : undefined))
  // accounts of our own server have none
  const hasSecondFactors = useConfig().backendUrl !== ''
  const districtName = (id: string) => {
    const district = districts.find((it) => it.id === id)
    return district ? given(district.name_zh, district.name_en) : id
  }
  const columns: TableColumnsType<Account> = [
    {
      title: t('admin.users.name'),
      dataIndex: 'name',
      sorter: (a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'zh'),
      render: (name: string | null, { id }) => (
        <span className={styles.long}>
          {name ?? '—'} {id === self && <small className={styles.small}>({t('admin.users.self')})</small>}
        </span>
      ),
    },
    {
      title: t('session.email'),
      dataIndex: 'email',
      sorter: (a, b) => a.email.localeCompare(b.email),
      render: (email: string) => <span className={styles.long}>{email}</span>,
    },
    {
      title: t('admin.users.role'),
      dataIndex: 'role',
      sorter: (a, b) => (a.role ?? '').localeCompare(b.role ?? ''),
      render: (role: string | null) => (role === null ? '—' : known('role', role)),
    },
    {
      title: t('admin.users.reach'),
      render: (_, { role, organisationName, districts: ids }) =>
        role === null ? (
          '—'
        ) : (
          <span className={styles.long}>
            {[
              organisationName,
              ids === null ? t('admin.users.wholeCity') : ids.map(districtName).join(t('list.separator')),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        ),
    },
    {
      title: t('admin.users.clearance'),
      dataIndex: 'clearance',
      sorter: (a, b) => (a.clearance ?? -1) - (b.clearance ?? -1),
      render: (clearance: number | null) => (clearance === null ? '—' : known('admin.clearance', String(clearance))),
    },
    {
      title: t('admin.users.state'),
      sorter: (a, b) => standingOf(a).localeCompare(standingOf(b)),
      render: (_, account) => <AccountState account={account} />,
    },
    {
      title: t('admin.users.lastSignIn'),
      dataIndex: 'lastSignInAt',
      sorter: (a, b) => (a.lastSignInAt ?? 0) - (b.lastSignInAt ?? 0),
      render: (at: number | null) => (
        <span className={styles.instant}>{at === null ? t('admin.users.never') : formatInstant(at, 0)}</span>
      ),
    },
    {
      title: t('admin.actions'),
      // in sight however wide the rest is
      fixed: 'end',
      render: (_, account) => {
        const called = account.name ?? account.email
        const action = (word: string, onClick: () => void, isDisabled = false) => (
          <Button type="link" size="small" disabled={isDisabled} aria-label={`${word}: ${called}`} onClick={onClick}>
            {word}
          </Button>
        )
        return (
          <span className={styles.actions}>
            {action(t('admin.users.edit'), () => onRights(account))}
            {action(t('admin.users.reset'), () => onReset(account), account.id === self || account.role === null)}
            {hasSecondFactors &&
              action(
                t('admin.users.factor'),
                () => onResetFactor(account),
                account.id === self || account.role === null,
              )}
            {account.disabledAt === null
              ? action(t('admin.users.disable'), () => onDisable(account), account.role === null)
              : action(t('admin.users.enable'), () => onEnable(account))}
          </span>
        )
      },
    },
  ]
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...users]}
      pagination={{ defaultPageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <EmptyFace>{t('admin.users.empty')}</EmptyFace> }}
    />
  )
}
