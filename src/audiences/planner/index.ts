export { mountPlanner, type PlannerContext } from './mount-planner.tsx'
