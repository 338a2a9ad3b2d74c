import { type Kernel, startKernel } from './kernel.ts'
import { type Layout, TASK } from './layout.ts'
import type { Look } from './records.ts'

/** What a thread is told when it starts; the memory is shared. */
export interface CrewPlace {
  readonly memory: WebAssembly.Memory
  readonly layout: Layout
  /** width of a cell [m] */
  readonly size: number
  /** of this thread: 1, 2 … */
  readonly thread: number
}

/**
 * Starts a thread that calls `joinCrew` with this place, and answers how to end it. The host's way: workers/host.
 */
type StartThread = (place: CrewPlace) => () => void

/** Who computes: how many threads, the caller's among them, and how another is started. */
export interface Threads {
  readonly count: number
  readonly start: StartThread
}

/** Words of the control block that all threads see. */
const [TURN, NEXT, BUSY, PRESENT, TASKS, STATE, RAIN, STOP, FAILED, LOOKING] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
/** Place of the numbers behind them, in doubles. */
const [DURATION, RAIN_RATE, TIME, SINCE] = [16, 17, 18, 19]
/** The word of a turn says how many threads take part in its lowest bits, so that both are seen at once. */
const MEMBERS = 0xff
/** Looks at a word before a thread lies down to wait for it: some ten microseconds, less than it takes to be woken. */
const LOOKS = 2000

/** One step for the crew. */
export interface Turn {
  /** which state of the water it starts from */
  readonly state: 0 | 1
  readonly tasks: number
  /** [s] */
  readonly duration: number
  /** by cell; else everywhere alike [m/s] */
  readonly isRainField: boolean
  readonly rainRate: number
  /** null = nobody looks for what is worst */
  readonly look: Look | null
}

/** The threads that compute the tasks of a step, the caller's among them. */
export interface Crew {
  /** threads that are there, the caller's among them */
  readonly size: number
  /** Does all tasks of a step; returns when all are done. */
  take(turn: Turn): void
  /** Ends the threads; the caller alone goes on. */
  end(): void
}

/**
 * Every cell is computed from the state before by the same operations, whoever does it: any number of threads gives the
 * same bits. Threads come in as they are ready; nobody waits for one that is not there yet.
 *
 * @param threads  how many, the caller's among them, ≥ 1; more than one needs shared memory
 */
export function gatherCrew(
  place: Omit<CrewPlace, 'thread'>,
  threads = 1,
  start: StartThread = () => {
    throw new RangeError(`gatherCrew: ${threads} threads, and no way to start one`)
  },
): Crew {
  const { memory, layout, size } = place
  const desk = openDesk(memory, layout)
  const { control, numbers } = desk
  const kernel = startKernel(memory, layout, 0)
  const ends = Array.from({ length: threads - 1 }, (_, n) => start({ ...place, thread: n + 1 }))

  return {
    get size() {
      return 1 + Atomics.load(control, PRESENT)
    },
    take({ state, tasks, duration, isRainField, rainRate, look }) {
      control[NEXT] = 0
      control[TASKS] = tasks
      control[STATE] = state
      control[RAIN] = isRainField ? 1 : 0
      numbers[DURATION] = duration
      numbers[RAIN_RATE] = rainRate
      control[LOOKING] = look ? 1 : 0
      numbers[TIME] = look?.time ?? 0
      numbers[SINCE] = look?.since ?? 0
      // who comes in from here on waits for the next turn
      const members = Atomics.load(control, PRESENT)
      Atomics.store(control, BUSY, members)
      nextTurn(control, members)
      if (members > 0) Atomics.notify(control, TURN)
      work(kernel, desk, layout, size)
      for (let busy = Atomics.load(control, BUSY); busy > 0; busy = Atomics.load(control, BUSY))
        waitFor(control, BUSY, busy)
      if (Atomics.load(control, FAILED) > 0) throw new Error('flood: a thread broke; the step is not whole')
    },
    end() {
      Atomics.store(control, STOP, 1)
      nextTurn(control, 0)
      Atomics.notify(control, TURN)
      for (const end of ends.splice(0)) end()
      Atomics.store(control, PRESENT, 0)
    },
  }
}

/** A thread of a crew: does its share of every step from now on, and returns when the crew ends. */
export function joinCrew({ memory, layout, size, thread }: CrewPlace): void {
  const desk = openDesk(memory, layout)
  const { control } = desk
  const kernel = startKernel(memory, layout, thread)
  let turn = Atomics.load(control, TURN)
  const place = Atomics.add(control, PRESENT, 1)
  for (;;) {
    turn = waitFor(control, TURN, turn)
    if (Atomics.load(control, STOP) > 0) return
    if (place >= (turn & MEMBERS)) continue
    try {
      work(kernel, desk, layout, size)
    } catch {
      Atomics.store(control, FAILED, 1)
    }
    if (Atomics.sub(control, BUSY, 1) === 1) Atomics.notify(control, BUSY)
  }
}

interface Desk {
  readonly control: Int32Array
  readonly numbers: Float64Array
}

function openDesk({ buffer }: WebAssembly.Memory, { control }: Layout): Desk {
  return { control: new Int32Array(buffer, control, 32), numbers: new Float64Array(buffer, control, 32) }
}

function nextTurn(control: Int32Array, members: number): void {
  Atomics.store(control, TURN, ((Atomics.load(control, TURN) & ~MEMBERS) + MEMBERS + 1) | members)
}

/** Takes tasks until none is left. */
function work(kernel: Kernel, { control, numbers }: Desk, layout: Layout, size: number): void {
  const tasks = control[TASKS] as number
  const state = control[STATE] as 0 | 1
  const duration = numbers[DURATION] as number
  const next = state === 0 ? 1 : 0
  kernel.setWater(...layout.states[state], ...layout.states[next])
  if (layout.flows) kernel.setFlows?.(...layout.flows[state], ...layout.flows[next])
  kernel.setRain(control[RAIN] === 1 ? layout.rain : 0, numbers[RAIN_RATE] as number)
  kernel.setLook(control[LOOKING] as number, numbers[TIME] as number, numbers[SINCE] as number)
  for (;;) {
    const task = Atomics.add(control, NEXT, 1)
    if (task >= tasks) return
    kernel.advance(layout.tasks + 4 * TASK.words * task, duration, size)
  }
}

/** Returns what a word is when it is no longer `value`. Who wakes a thread may come late, when that is asleep for the next. */
function waitFor(control: Int32Array, word: number, value: number): number {
  for (let look = 1; ; look++) {
    const now = Atomics.load(control, word)
    if (now !== value) return now
    if (look > LOOKS) Atomics.wait(control, word, value)
  }
}
