import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakSewageOfCity } from '../question/sewage-simulation.ts'

exposeSimulation(leakSewageOfCity)
