import type { ThresholdEdit } from '../../domain/admin/threshold.ts'
import type { SensorId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { LimitsQuery } from '../../state/admin.ts'
import { settled } from '../loading.ts'
import type { AdminContext } from './context.ts'
import { loadPart } from './load-part.ts'

/** Sensors of a page of the table. */
export const LIMITS_ROWS = 50

/** A limit belongs to one sensor, or to a kind for those that have none of their own. */
export type LimitsOwner = { readonly sensor: SensorId } | { readonly kind: string }

/** Reads the page of sensors that the query asks for; one that a later query has overtaken is dropped. */
export async function loadSensorLimits({ store, admin }: AdminContext): Promise<void> {
  const { limitsQuery, sensorLimits } = store.getState()
  if (sensorLimits.state !== 'loaded') store.setState({ sensorLimits: { state: 'loading' } })
  const { words, kind, page } = limitsQuery
  const answer = settled(await admin.sensorLimits(words, kind, page * LIMITS_ROWS, LIMITS_ROWS))
  if (store.getState().limitsQuery === limitsQuery) store.setState({ sensorLimits: answer })
}

/** Limits of kinds, and those of the sensors that are asked for. */
export async function loadLimits(context: AdminContext): Promise<void> {
  await Promise.all([loadPart(context, 'kindLimits', () => context.admin.kindLimits()), loadSensorLimits(context)])
}

export async function showLimits(context: AdminContext, change: Partial<LimitsQuery>): Promise<void> {
  const { limitsQuery } = context.store.getState()
  // another question begins at its first page
  context.store.setState({ limitsQuery: { ...limitsQuery, page: 0, ...change } })
  await loadSensorLimits(context)
}

/** Sets a limit and shows what counts afterwards. */
export async function setLimit(context: AdminContext, of: LimitsOwner, edit: ThresholdEdit): Promise<Result<null>> {
  const { admin } = context
  const done = 'sensor' in of ? await admin.setThreshold(of.sensor, edit) : await admin.setKindThreshold(of.kind, edit)
  if (done.ok) await loadLimits(context)
  return done
}

/** Takes a limit of a sensor away; its kind's do not come back for it. */
export async function removeLimit(
  context: AdminContext,
  sensor: SensorId,
  limit: Pick<ThresholdEdit, 'grade' | 'direction'>,
): Promise<Result<null>> {
  const done = await context.admin.removeThreshold(sensor, limit)
  if (done.ok) await loadLimits(context)
  return done
}
