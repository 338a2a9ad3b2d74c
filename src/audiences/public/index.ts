export { mountPublic } from './mount-public.tsx'
