import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakGasOfCity } from '../question/gas-simulation.ts'

exposeSimulation(leakGasOfCity)
