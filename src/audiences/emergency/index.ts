export { mountEmergency } from './mount-emergency.tsx'
