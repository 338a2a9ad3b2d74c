export { mountInside } from './mount-inside.tsx'
