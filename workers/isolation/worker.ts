import '../jitless.ts'
import { exposeSimulation } from '../expose.ts'
import { isolation } from './run.ts'

exposeSimulation(isolation)
