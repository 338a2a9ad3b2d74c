import type { Finding, FindingRule } from '../ports/records.ts'
import { lookAt } from '../state/viewpoints.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'
import { openAsset } from './open-asset.ts'
import { setUnderground } from './set-underground.ts'

/** listed of one rule: what a person goes through, and what marks in a scene can still tell apart */
const MOST = 200
/** from the eye to a finding [m]: both lines of a clearance and their surroundings */
const VIEW_DISTANCE = 45

/** Reads how often each quality rule was broken. */
export async function loadFindingRules({ store, ports }: CommandContext): Promise<void> {
  if (store.getState().internal === null) return
  store.setState(({ quality }) => ({ quality: { ...quality, rules: { state: 'loading' } } }))
  const rules = await ports.records.findingRules()
  store.setState(({ quality }) => ({ quality: { ...quality, rules: settled(rules) } }))
}

/** Lists the findings of a rule and marks them in the scene; null puts them away. An answer that comes too late is dropped. */
export async function showFindings(
  { store, ports }: CommandContext,
  rule: Pick<FindingRule, 'rule' | 'severity'> | null,
): Promise<void> {
  const wanted = rule && { rule: rule.rule, severity: rule.severity }
  const findings = wanted ? ({ state: 'loading' } as const) : ({ state: 'idle' } as const)
  store.setState(({ quality }) => ({ quality: { ...quality, rule: wanted, findings, findingId: null } }))
  if (!wanted) return
  const result = await ports.records.findings(wanted.rule, wanted.severity, MOST)
  if (store.getState().quality.rule !== wanted) return
  store.setState(({ quality }) => ({ quality: { ...quality, findings: settled(result) } }))
}

/** Goes to a finding and opens the record of the first asset that it names and the build has. */
export async function openFinding(context: CommandContext, finding: Finding): Promise<void> {
  const { store, ports } = context
  store.setState(({ quality }) => ({ quality: { ...quality, findingId: finding.id } }))
  const { assets, underground, view } = store.getState()
  if (finding.at) {
    if (!underground.isOn) setUnderground(context, true)
    void ports.camera.flyTo(lookAt(finding.at, VIEW_DISTANCE, view?.heading ?? 0))
  }
  const known = assets.state === 'loaded' ? finding.assetIds.find((id) => assets.value.gidOf.has(id)) : undefined
  if (known !== undefined) await openAsset(context, known, { isFlying: finding.at === null })
}
