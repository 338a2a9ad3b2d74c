export { mountAdmin } from './mount-admin.tsx'
