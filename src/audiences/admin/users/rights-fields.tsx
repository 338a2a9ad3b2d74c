import { Input, Select } from 'antd'
import { CLEARANCES, GIVEN_ROLES, type GivenRole } from '../../../domain/admin/account.ts'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'
import { useDistricts, useOrganisations } from '../desk.tsx'
import { Field } from '../form.tsx'

/** What is typed of somebody's rights; districts [] = the whole city, and a role not yet chosen is null. */
export interface TypedRights {
  readonly name: string
  readonly role: GivenRole | null
  readonly organisation: string | null
  readonly districts: readonly string[] | null
  readonly clearance: number
}

interface RightsFieldsProps {
  readonly typed: TypedRights
  readonly change: (part: Partial<TypedRights>) => void
  readonly faultOf: (name: keyof TypedRights) => string | undefined
}

/** Name, role, the organisation of an enterprise, districts and clearance. */
export function RightsFields({ typed, change, faultOf }: RightsFieldsProps) {
  const { t, given } = useWords()
  const organisations = useOrganisations()
  const districts = useDistricts()
  return (
    <>
      <Field name="name" label={t('admin.users.name')} fault={faultOf('name')}>
        {(control) => (
          <Input {...control} value={typed.name} onChange={({ target }) => change({ name: target.value })} />
        )}
      </Field>
      <div className={styles.pair}>
        <Field name="role" label={t('admin.users.role')} fault={faultOf('role')}>
          {(control) => (
            <Select
              {...control}
              value={typed.role}
              placeholder={t('admin.choose')}
              options={GIVEN_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              onChange={(role) => change({ role, ...(role === 'enterprise' ? {} : { organisation: null }) })}
            />
          )}
        </Field>
        <Field
          name="clearance"
          label={t('admin.users.clearance')}
          help={t('admin.users.clearance.help')}
          fault={faultOf('clearance')}
        >
          {(control) => (
            <Select
              {...control}
              value={typed.clearance}
              options={CLEARANCES.map((value) => ({ value, label: t(`admin.clearance.${value}`) }))}
              onChange={(clearance) => change({ clearance })}
            />
          )}
        </Field>
      </div>
      {typed.role === 'enterprise' && (
        <Field
          name="organisation"
          label={t('admin.users.organisation')}
          help={t('admin.users.organisation.help')}
          fault={faultOf('organisation')}
        >
          {(control) => (
            <Select
              {...control}
              showSearch={{ optionFilterProp: 'label' }}
              value={typed.organisation}
              placeholder={t('admin.choose')}
              options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(organisation) => change({ organisation })}
            />
          )}
        </Field>
      )}
      <Field
        name="districts"
        label={t('admin.users.districts')}
        help={t('admin.users.districts.help')}
        fault={faultOf('districts')}
      >
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            allowClear
            value={[...(typed.districts ?? [])]}
            placeholder={t('admin.users.wholeCity')}
            options={districts.map((it) => ({ value: it.id, label: given(it.name_zh, it.name_en) }))}
            onChange={(ids) => change({ districts: ids.length === 0 ? null : ids })}
          />
        )}
      </Field>
    </>
  )
}
