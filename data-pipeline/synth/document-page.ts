import type { StageDocument } from './stages.ts'

interface Paper extends StageDocument {
  readonly project: { readonly name: string; readonly code: string | null }
  readonly parties: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string | number | null>>
}

const LABELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  builder: ['建设单位', 'Client'],
  designer: ['设计单位', 'Designer'],
  supervisor: ['监理单位', 'Supervisor'],
  contractor: ['施工单位', 'Contractor'],
  project_code: ['项目代码', 'Project code'],
  invest_10k_cny: ['总投资 [万元]', 'Investment [10,000 CNY]'],
  building_length_m: ['建设长度 [m]', 'Length [m]'],
  category: ['分类', 'Category'],
  approval_number: ['批复文号', 'Approval number'],
  award_price_10k_cny: ['中标价(万元)', 'Award price (10⁴ CNY)'],
  awarded_on: ['中标日期', 'Awarded on'],
  contract_signed_on: ['合同签订日期', 'Contract signed on'],
  test_pressure_mpa: ['试验压力(MPa)', 'Test pressure (MPa)'],
  filed_on: ['备案日期', 'Filed on'],
  devices_installed: ['同步安装监测设施', 'Monitoring devices installed'],
  area_code: ['区划代码', 'Area code'],
  build_plan_number: ['建设用地规划许可证号', 'Land-use planning permit no.'],
  project_plan_number: ['建设工程规划许可证号', 'Project planning permit no.'],
  land_use: ['用地性质', 'Land use'],
  area_m2: ['面积 [m²]', 'Area [m²]'],
  section_number: ['标段编号', 'Section no.'],
  method: ['招标方式', 'Tender method'],
  winner: ['中标单位', 'Awarded to'],
  contract_amount_10k_cny: ['合同金额 [万元]', 'Contract amount [10,000 CNY]'],
  project_manager_role: ['项目经理', 'Project manager (role)'],
  builder_license_number: ['施工许可证号', 'Construction permit no.'],
  test_kind: ['试验类别', 'Test'],
  test_result: ['试验结果', 'Test result'],
  as_built_points: ['竣工测点数', 'As-built points'],
  filing_number: ['备案编号', 'Filing no.'],
  conclusion: ['验收结论', 'Conclusion'],
  archive_number: ['档案号', 'Archive no.'],
  delivery_level: ['交付级别', 'Delivery level'],
}

/** One lifecycle document as a page of its own: no script, no inline style; its look is in /document.css. */
export function documentPage(paper: Paper): string {
  const { title, number, issuedOn, issuedBy, project, parties, fields } = paper
  const rows = [
    row('文号', 'Number', number),
    row('日期', 'Date', issuedOn),
    row('签发单位', 'Issued by', issuedBy),
    row('项目', 'Project', project.name),
    row('项目代码', 'Project code', project.code ?? '无(早于编码制度) · none (older than the code)'),
    ...labelled(parties),
    ...labelled({ ...fields, project_code: null }),
  ]
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title.zh)}</title>
<link rel="stylesheet" href="/document.css">
</head>
<body>
<main>
<p class="example">示例 · 本文件为虚构演示数据 <span lang="en">EXAMPLE · invented demonstration data</span></p>
<h1>${escapeHtml(title.zh)}</h1>
<p class="subtitle" lang="en">${escapeHtml(title.en)}</p>
<table>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`
}

function labelled(values: Readonly<Record<string, string | number | null>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const label = LABELS[name]
    return label && value !== null ? [row(label[0], label[1], String(value))] : []
  })
}

function row(zh: string, en: string, value: string): string {
  return `<tr><th scope="row">${escapeHtml(zh)}<small lang="en">${escapeHtml(en)}</small></th><td>${escapeHtml(value)}</td></tr>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
