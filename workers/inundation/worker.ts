import '../jitless.ts'
import { exposeSimulation } from '../expose.ts'
import { inundationBy } from './simulation.ts'
import { browserThreads } from './surface/browser-threads.ts'
import { thisMachine } from './surface/choose.ts'

exposeSimulation(inundationBy(thisMachine(browserThreads())))
