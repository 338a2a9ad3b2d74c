export { mountPlanner } from './mount-planner.tsx'
