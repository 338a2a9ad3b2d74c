export { mountLeadership } from './mount-leadership.tsx'
