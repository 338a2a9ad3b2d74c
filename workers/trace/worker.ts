import '../jitless.ts'
import { exposeSimulation } from '../expose.ts'
import { trace } from './run.ts'

exposeSimulation(trace)
