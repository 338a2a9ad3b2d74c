import type { Locale, Localized } from '../../domain/localized.ts'
import { formatNumber } from '../../i18n/format.ts'

/** Names of the stage fields used in practice, with the unit that the column's name carries. */
const FIELDS: Readonly<Record<string, Localized & { readonly unit?: Localized }>> = {
  project_code: { zh: '项目代码', en: 'Project code' },
  approval_number: { zh: '批复文号', en: 'Approval number' },
  invest_10k_cny: { zh: '总投资', en: 'Investment', unit: { zh: '万元', en: '10⁴ CNY' } },
  building_length_m: { zh: '建设规模', en: 'Length built', unit: { zh: 'm', en: 'm' } },
  category: { zh: '分类', en: 'Category' },
  area_code: { zh: '区划代码', en: 'Area code' },
  build_plan_number: { zh: '用地规划许可', en: 'Land-use permit' },
  project_plan_number: { zh: '工程规划许可', en: 'Planning permit' },
  land_use: { zh: '用地性质', en: 'Land use' },
  area_m2: { zh: '面积', en: 'Area', unit: { zh: 'm²', en: 'm²' } },
  section_number: { zh: '标段编号', en: 'Lot' },
  method: { zh: '招标方式', en: 'Method' },
  winner: { zh: '中标单位', en: 'Awarded to' },
  award_price_10k_cny: { zh: '中标价', en: 'Award price', unit: { zh: '万元', en: '10⁴ CNY' } },
  awarded_on: { zh: '中标日期', en: 'Awarded on' },
  contract_signed_on: { zh: '合同签订日期', en: 'Contract signed on' },
  contract_amount_10k_cny: { zh: '合同金额', en: 'Contract sum', unit: { zh: '万元', en: '10⁴ CNY' } },
  project_manager_role: { zh: '项目经理', en: 'Project manager' },
  builder_license_number: { zh: '施工许可', en: 'Construction permit' },
  supervisor: { zh: '监理单位', en: 'Supervisor' },
  designer: { zh: '设计单位', en: 'Designer' },
  contractor: { zh: '施工单位', en: 'Contractor' },
  test_kind: { zh: '试验', en: 'Test' },
  test_pressure_mpa: { zh: '试验压力', en: 'Test pressure', unit: { zh: 'MPa', en: 'MPa' } },
  test_result: { zh: '试验结果', en: 'Test result' },
  as_built_points: { zh: '竣工测点', en: 'As-built points', unit: { zh: '个', en: 'points' } },
  filing_number: { zh: '备案编号', en: 'Filing number' },
  filed_on: { zh: '备案日期', en: 'Filed on' },
  conclusion: { zh: '验收结论', en: 'Conclusion' },
  archive_number: { zh: '档案号', en: 'Archive number' },
  delivery_level: { zh: '交付等级', en: 'Delivery level' },
  devices_installed: { zh: '同步安装监测设施', en: 'Monitoring devices installed' },
  operator: { zh: '运行单位', en: 'Operator' },
  status: { zh: '状态', en: 'Status' },
}

/** Names of the fields that a stage should have and whose cells are empty. */
export function missingFields(
  expected: readonly string[],
  fields: Readonly<Record<string, string | number | null>>,
  locale: Locale,
): string[] {
  return expected.filter((key) => (fields[key] ?? '') === '').map((key) => FIELDS[key]?.[locale] ?? key)
}

/** A stage's fields with names and units; a field that is not known here keeps the name it came with. */
export function fieldRows(
  fields: Readonly<Record<string, string | number | null>>,
  locale: Locale,
): { readonly label: string; readonly value: string }[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    if (value === null || value === '') return []
    const field = FIELDS[key]
    const unit = field?.unit ? `\u2009${field.unit[locale]}` : ''
    const text = typeof value === 'number' ? formatNumber(locale, value, Number.isInteger(value) ? 0 : 1) : value
    return [{ label: field?.[locale] ?? key, value: `${text}${unit}` }]
  })
}
