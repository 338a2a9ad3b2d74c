import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HOLE_CLASSES, type HoleClass, holeDiameter } from '../workers/leak-spread/gas/holes.ts'
import { drivenDemands, type ServicePressure } from '../workers/leak-spread/gas-network/demand.ts'
import { FRICTION_LAWS, type FrictionLaw } from '../workers/leak-spread/gas-network/friction.ts'
import { followLeak } from '../workers/leak-spread/gas-network/incident.ts'
import type { LeakSpec } from '../workers/leak-spread/gas-network/leak.ts'
import type { GasNetwork } from '../workers/leak-spread/gas-network/network.ts'
import { STATES } from '../workers/leak-spread/gas-network/read/gas-steady.ts'
import { resultOf, type StateResult } from '../workers/leak-spread/gas-network/results.ts'
import { solveSteady } from '../workers/leak-spread/gas-network/solve.ts'
import { Refusal } from '../workers/refusal.ts'
import { type Arguments, type Command, textOption, UsageError } from './command.ts'
import { readGasNetwork } from './gas/read-network.ts'
import { describe, summaryOf } from './gas/summary.ts'
import { writeEmptying, writeState } from './gas/write-results.ts'
import { tellFaults } from './tell-faults.ts'

const EXIT_GAS = { done: 0, unsupplied: 1, refused: 2, notTrustworthy: 3 } as const
/** Error of a balance beyond which a result is not to be trusted. */
const BALANCE_TOLERANCE = 1e-6
const AIR = 101_325
const [BAR, KILO] = [1e5, 1e3]

export const solveGas: Command = {
  name: 'solve gas',
  summary: '燃气管网稳态与泄漏 · steady flow in a gas network, with a leak and what is shut in',
  help: `
lifeline solve gas NETWORK [--friction LAW] [--state NAME] [--pressure ID=BAR]… [--ratio ID=NUMBER]…
    [--hold ID=BAR]… [--service NONE:FULL] [--leak PIPE@PLACE:HOLE] [--cd 0.85] [--soil K:COVER]
    [--close ID,ID… --after SECONDS] [--out DIR] [--json]

Computes pressures and flows; with --leak also what goes out there, and with --close what then empties.

NETWORK          JSON of pandapipes (tables unpacked to columns and rows) · a folder with network.json, bc.json
                 and params.json of GasSteadySim · a .net of GasLib with its .scn beside it
--friction LAW   ${FRICTION_LAWS.join(', ')}; default colebrook. A friction factor in the file goes before it
--state NAME     of GasSteadySim files: ${STATES.join(', ')}; default full-cnga
--pressure, --ratio, --hold
                 what GasLib files leave open: overpressure [bar] given at a node, ratio of a compressor station,
                 overpressure [bar] held behind a station or control valve; each as often as needed
--service N:F    overpressures [kPa] at which a customer gets nothing and all; default: all, whatever the pressure
--leak P@S:H     a hole in pipe P at the share S of its length: H is its diameter [mm], or ${HOLE_CLASSES.join(', ')}
                 ("full bore" tears the pipe: gas goes out at both ends)
--cd NUMBER      discharge coefficient of the hole, default 0.85 (rounded); 0.62 is a sharp edge
--soil K:COVER   air permeability of the soil round the leak [m²] and its cover [m]; default: nothing holds the gas
--close ID,…     links that are shut, a pipe at both its ends, at --after SECONDS
--out DIR        nodes.csv, links.csv, customers.csv, summary.json; with a leak in DIR/before, DIR/during and
                 DIR/after, and emptying.csv. Columns name their units; an empty cell is what no source reaches
--json           print the summary as JSON

A network without any given pressure is refused: none is guessed. So is one that cannot carry what is taken.

Exit codes: 0 done · 1 done, but nodes of the network as given have no supply · 2 refused, with each fault on a line,
or wrong command line · 3 the error of a balance is above ${BALANCE_TOLERANCE}

Example: lifeline solve gas district.json --leak "main 7@0.5:20" --close "valve 3,valve 8" --after 1800 --out results`,
  options: {
    ...{
      friction: { type: 'string' },
      state: { type: 'string' },
      service: { type: 'string' },
      out: { type: 'string' },
    },
    ...{ pressure: { type: 'string', multiple: true }, ratio: { type: 'string', multiple: true } },
    ...{ hold: { type: 'string', multiple: true }, leak: { type: 'string' }, cd: { type: 'string' } },
    ...{ soil: { type: 'string' }, close: { type: 'string' }, after: { type: 'string' } },
  },
  async run(args, terminal) {
    const [path, ...more] = args.positionals
    if (!path || more.length > 0) throw new UsageError('expected one NETWORK')
    const friction = oneOf('friction', textOption(args, 'friction') ?? 'colebrook', FRICTION_LAWS)
    const state = oneOf('state', textOption(args, 'state') ?? 'full-cnga', STATES)
    const overpressures = (name: string) => new Map(pairs(args, name).map(([id, bar]) => [id, bar * BAR + AIR]))
    const told = {
      pressures: overpressures('pressure'),
      ratios: new Map(pairs(args, 'ratio')),
      holds: overpressures('hold'),
    }
    const question = questionOf(args)
    try {
      const network = await readGasNetwork(path, state, told)
      const { states, incident } = solved(network, friction, question)
      const summary = summaryOf(network, friction, states, incident)
      const out = textOption(args, 'out')
      if (out) {
        for (const [name, one] of Object.entries(states)) await writeState(incident ? join(out, name) : out, one)
        if (incident) await writeEmptying(out, incident.emptying)
        await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
      }
      terminal.result(summary, describe(summary))
      const all = Object.values(states)
      if (all.some(({ balance }) => !(balance.error <= BALANCE_TOLERANCE))) return EXIT_GAS.notTrustworthy
      return all[0]?.nodes.some(({ pressure }) => pressure === null) ? EXIT_GAS.unsupplied : EXIT_GAS.done
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tellFaults(error, terminal)
      return EXIT_GAS.refused
    }
  },
}

type Question = ReturnType<typeof questionOf>

function solved(network: GasNetwork, friction: FrictionLaw, { service, leakIn, closing }: Question) {
  if (!leakIn) {
    const { network: asked, outflows } = service ? drivenDemands(network, service) : { network, outflows: [] }
    const state = resultOf(network, solveSteady(asked, { friction, outflows }), 0)
    return { states: { steady: state } as Record<string, StateResult>, incident: null }
  }
  const incident = followLeak(network, { friction, leak: leakIn(network), service, closing })
  const { before, during, after } = incident
  const states: Record<string, StateResult> = {
    before: resultOf(network, before, 0),
    during: resultOf(network, during.state, during.leaks.length),
    ...(after ? { after: resultOf(network, after.state, after.leaks.length) } : {}),
  }
  return { states, incident }
}

function questionOf(args: Arguments) {
  const [leak, close, after] = ['leak', 'close', 'after'].map((name) => textOption(args, name))
  const place = leak === undefined ? null : /^(.+)@([\d.]+):(.+)$/.exec(leak)
  if (leak !== undefined && !place) throw new UsageError(`--leak ${leak}: expected PIPE@PLACE:HOLE`)
  if ((close === undefined) !== (after === undefined)) throw new UsageError('expected --close with --after, or neither')
  if (close !== undefined && !place) throw new UsageError('--close: expected with --leak')
  const time = after === undefined ? 0 : numberOf('after', after)
  if (!(time >= 0)) throw new UsageError(`--after ${after}: expected ≥ 0`)
  return {
    service: serviceOf(textOption(args, 'service')),
    closing: close === undefined ? null : { links: close.split(',').map((id) => id.trim()), time },
    leakIn: place ? leakOf(args, place.slice(1) as [string, string, string]) : null,
  }
}

/** The leak that was asked for, once the pipe's diameter is known. */
function leakOf(args: Arguments, [pipe, at, hole]: [string, string, string]): (network: GasNetwork) => LeakSpec {
  const kind = HOLE_CLASSES.find((one) => one === hole)
  const size = kind ? null : numberOf('leak', hole) / KILO
  const dischargeCoefficient = numberOf('cd', textOption(args, 'cd') ?? '0.85')
  const soil = textOption(args, 'soil')
  const [permeability, cover] = soil === undefined ? [0, 0] : twoOf('soil', soil)
  return ({ links }) => {
    const link = links.find(({ id }) => id === pipe)
    const diameter = size ?? holeDiameter(kind as HoleClass, link?.kind === 'pipe' ? link.diameter : 0).typical
    return {
      ...{ pipe, at: Number(at), isSevered: kind === 'full bore' },
      orifice: { area: (Math.PI / 4) * diameter ** 2, dischargeCoefficient },
      soil: soil === undefined ? null : { permeability, cover, cavityRadius: CAVITY_RADIUS },
    }
  }
}

/** Of the cavity that a jet digs [m]; a choice. */
const CAVITY_RADIUS = 0.05

function serviceOf(text: string | undefined): ServicePressure | null {
  if (text === undefined) return null
  const [none, full] = twoOf('service', text)
  if (!(none >= 0 && full > none)) throw new UsageError(`--service ${text}: expected NONE ≥ 0 and FULL above it`)
  return { none: none * KILO, full: full * KILO }
}

function pairs(args: Arguments, name: string): [string, number][] {
  const given = args.values[name] ?? []
  return (Array.isArray(given) ? given : [given]).map((one) => {
    const pair = /^(.+)=([^=]+)$/.exec(String(one))
    if (!pair) throw new UsageError(`--${name} ${one}: expected ID=NUMBER`)
    return [pair[1] as string, numberOf(name, pair[2] as string)]
  })
}

function twoOf(name: string, text: string): [number, number] {
  const [first, second, ...more] = text.split(':').map((part) => numberOf(name, part))
  if (first === undefined || second === undefined || more.length > 0)
    throw new UsageError(`--${name} ${text}: expected two numbers, A:B`)
  return [first, second]
}

function numberOf(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`--${name}: "${text}" is no number`)
  return value
}

function oneOf<T extends string>(name: string, given: string, known: readonly T[]): T {
  const found = known.find((one) => one === given)
  if (!found) throw new UsageError(`--${name} ${given}: expected ${known.join(', ')}`)
  return found
}
