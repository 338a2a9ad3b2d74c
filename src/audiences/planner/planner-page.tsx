import type { PlannerContext } from './mount-planner.tsx'

/** The planner's page: the scene, with panels floating over it. */
export function PlannerPage({ onSceneHost }: PlannerContext) {
  return (
    <div
      ref={(host) => {
        if (host) onSceneHost(host)
      }}
      style={{ position: 'fixed', inset: 0 }}
    />
  )
}
