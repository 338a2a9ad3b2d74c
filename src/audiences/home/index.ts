export { mountHome } from './mount-home.tsx'
