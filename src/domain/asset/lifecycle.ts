import type { Localized } from '../localized.ts'

/** The five approval-to-acceptance stages of a project and the operation that follows, in order. */
export const LIFECYCLE_STAGES = ['approval', 'land', 'tender', 'construction', 'acceptance', 'operation'] as const
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number]

interface StageDefinition {
  readonly name: Localized
  /** documents that the stage must have; one that is absent is shown as 缺失 */
  readonly requiredDocuments: readonly { readonly kind: string; readonly name: Localized }[]
  /** fields that the stage should have, keys of `LifecycleStageRow.fields`; one that is not given is shown as 未登记 */
  readonly fields: readonly string[]
}

export const stageDefinitions: Record<LifecycleStage, StageDefinition> = {
  approval: {
    name: { zh: '项目审批', en: 'Project approval' },
    requiredDocuments: [
      { kind: 'proposal-approval', name: { zh: '项目建议书批复', en: 'Approval of project proposal' } },
      { kind: 'feasibility-approval', name: { zh: '可行性研究报告批复', en: 'Approval of feasibility study' } },
      { kind: 'preliminary-design-approval', name: { zh: '初步设计批复', en: 'Approval of preliminary design' } },
    ],
    fields: ['project_code', 'approval_number', 'invest_10k_cny', 'building_length_m', 'category', 'area_code'],
  },
  land: {
    name: { zh: '用地审批', en: 'Land approval' },
    requiredDocuments: [
      { kind: 'site-opinion', name: { zh: '用地预审与选址意见书', en: 'Site selection opinion' } },
      { kind: 'land-planning-permit', name: { zh: '建设用地规划许可证', en: 'Land-use planning permit' } },
      { kind: 'project-planning-permit', name: { zh: '建设工程规划许可证', en: 'Project planning permit' } },
    ],
    fields: ['build_plan_number', 'project_plan_number', 'land_use', 'area_m2'],
  },
  tender: {
    name: { zh: '招投标', en: 'Tender' },
    requiredDocuments: [
      { kind: 'tender-notice', name: { zh: '招标公告', en: 'Tender notice' } },
      { kind: 'award-notice', name: { zh: '中标通知书', en: 'Notice of award' } },
      { kind: 'contract-filing', name: { zh: '合同备案', en: 'Contract filing' } },
    ],
    fields: [
      'section_number',
      'method',
      'winner',
      'award_price_10k_cny',
      'awarded_on',
      'contract_amount_10k_cny',
      'contract_signed_on',
      'project_manager_role',
    ],
  },
  construction: {
    name: { zh: '施工管理', en: 'Construction' },
    requiredDocuments: [
      { kind: 'construction-permit', name: { zh: '施工许可证', en: 'Construction permit' } },
      { kind: 'drawing-review', name: { zh: '施工图审查合格书', en: 'Drawing review certificate' } },
      { kind: 'quality-supervision', name: { zh: '质量安全监督登记', en: 'Quality and safety supervision' } },
      { kind: 'excavation-permit', name: { zh: '道路挖掘许可', en: 'Road excavation permit' } },
      { kind: 'material-entry', name: { zh: '材料进场检验', en: 'Inspection of materials on arrival' } },
      { kind: 'concealed-work', name: { zh: '隐蔽工程验收', en: 'Concealed works acceptance' } },
      { kind: 'pressure-test', name: { zh: '压力/闭水试验', en: 'Pressure or water-tightness test' } },
      { kind: 'tracking-survey', name: { zh: '跟踪测量成果', en: 'Survey before backfilling' } },
    ],
    fields: [
      'builder_license_number',
      'supervisor',
      'test_kind',
      'test_pressure_mpa',
      'test_result',
      'as_built_points',
    ],
  },
  acceptance: {
    name: { zh: '验收备案', en: 'Acceptance filing' },
    requiredDocuments: [
      { kind: 'as-built-survey', name: { zh: '竣工测量报告', en: 'As-built survey report' } },
      { kind: 'planning-verification', name: { zh: '规划核实', en: 'Planning verification' } },
      { kind: 'acceptance-record', name: { zh: '五方验收记录', en: 'Five-party acceptance record' } },
      { kind: 'completion-filing', name: { zh: '竣工验收备案表', en: 'Completion acceptance filing' } },
      { kind: 'archive-transfer', name: { zh: '城建档案移交书', en: 'Archive transfer' } },
      { kind: 'device-acceptance', name: { zh: '监测设施同步验收', en: 'Acceptance of monitoring devices' } },
    ],
    fields: ['filing_number', 'filed_on', 'conclusion', 'archive_number', 'delivery_level', 'devices_installed'],
  },
  operation: { name: { zh: '运行', en: 'Operation' }, requiredDocuments: [], fields: ['operator', 'status'] },
}
