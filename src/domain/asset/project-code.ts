/** 项目代码 of the online approval platform: 24 characters, YYYY-RRRRRR-II-NN-SSSSSS. */
export interface ProjectCode {
  readonly year: number
  /** 6-digit code of the administrative region */
  readonly region: string
  /** 2-digit division of the classification of industries */
  readonly industry: string
  /** 2-digit kind of procedure */
  readonly procedure: string
  readonly serial: string
}

const SHAPE = /^(20\d{2})-(\d{6})-(\d{2})-(\d{2})-(\d{6})$/

/**
 * The parts of a project code; null when it is none. Only the shape is checked: the code lists of regions and industries
 * change. The same shape is a constraint of supabase/migrations/0211_records.sql.
 *
 * @source domain.md B.3 (国家投资项目统一代码)
 */
export function parseProjectCode(text: string): ProjectCode | null {
  const [, year, region, industry, procedure, serial] = SHAPE.exec(text) ?? []
  if (!year || !region || !industry || !procedure || !serial) return null
  return { year: Number(year), region, industry, procedure, serial }
}
