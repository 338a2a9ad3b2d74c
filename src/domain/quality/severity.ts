/** How serious a finding is: `error` = absent or altered in the twin, `warning` = doubtful, `note` = a decision or an open question. */
export const SEVERITIES = ['error', 'warning', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]
