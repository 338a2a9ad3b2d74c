import { type Device, lookUp } from './devices.ts'
import { valueAt } from './inflows.ts'
import {
  type Action,
  factorOf,
  type LinkValue,
  type NodeValue,
  type Observed,
  type Premise,
  type Reading,
  type Relation,
  type Rule,
} from './inp/controls.ts'
import type { DrainageModel } from './inp/model.ts'

/** What rules may ask a network for, SI. */
export interface Observer {
  node(id: string, what: NodeValue): number
  link(id: string, what: LinkValue): number
}

/** Before a step: gives every link that a rule switches its new target. */
export type Switch = (link: string, setting: number) => void

interface Controlled {
  /** error of the last two times, by rule and link, for PID */
  readonly errors: [number, number]
}

/**
 * The rules of a network. All are asked with the state before the step; for each link the action of the highest priority
 * wins, among equals the first. A premise after AND is asked only when those before hold, and one after OR only when they do
 * not, left to right, as SWMM does.
 */
export function ruleBook(model: DrainageModel): (time: number, step: number, observer: Observer, set: Switch) => void {
  const memory = new Map<Action, Controlled>()
  return (time, step, observer, set) => {
    const chosen = new Map<string, { priority: number; setting: number }>()
    for (const rule of model.rules) {
      const { holds, value, wanted, observed } = ask(rule, time, step, observer, model)
      for (const action of holds ? rule.actions : rule.otherwise) {
        const setting = settingOf(action, { value, wanted, observed, time, step, model, memory, observer })
        const other = chosen.get(action.link)
        if (!other || rule.priority > other.priority) chosen.set(action.link, { priority: rule.priority, setting })
      }
    }
    for (const [link, { setting }] of chosen) set(link, setting)
  }
}

function ask(rule: Rule, time: number, step: number, observer: Observer, model: DrainageModel) {
  let holds = true
  let [value, wanted] = [0, 0]
  let observed: Observed | null = null
  for (const premise of rule.premises) {
    if (premise.join === 'OR' && holds) continue
    if (premise.join === 'AND' && !holds) break
    const answer = askOne(premise, time, step, observer, model)
    holds = answer.holds
    value = answer.left
    wanted = answer.right
    observed = premise.left
  }
  return { holds, value, wanted, observed }
}

function askOne(
  { left, relation, right }: Premise,
  time: number,
  step: number,
  observer: Observer,
  model: DrainageModel,
) {
  const mine = observe(left, time, observer, model)
  // numbers of the file are compared in its units, whatever they measure: here in those of the left side
  const turned = (of: Observed) => factorOf(left, model.options) / factorOf(of, model.options)
  const other = typeof right === 'number' ? right : turned(right) * observe(right, time, observer, model)
  // an instant is hit by the step that covers it
  const isInstant = left.of === 'clock' && (left.what === 'TIME' || left.what === 'CLOCKTIME')
  return { holds: compare(mine, relation, other, isInstant ? step / 2 : 0), left: mine, right: other }
}

function compare(a: number, relation: Relation, b: number, near: number): boolean {
  switch (relation) {
    case '=':
      return Math.abs(a - b) <= near
    case '<>':
      return Math.abs(a - b) > near
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

function observe(observed: Observed, time: number, observer: Observer, { options }: DrainageModel): number {
  if (observed.of !== 'expression') return read(observed, time, observer, options)
  return observed.compute((of) => read(of, time, observer, options) / factorOf(of, options))
}

function read(observed: Reading, time: number, observer: Observer, options: DrainageModel['options']): number {
  if (observed.of === 'node') return observer.node(observed.id, observed.what)
  if (observed.of === 'link') return observer.link(observed.id, observed.what)
  const seconds = options.start + time
  const now = new Date(seconds * 1000)
  switch (observed.what) {
    case 'TIME':
      return time
    case 'CLOCKTIME':
      return seconds % 86400
    case 'DATE':
      return seconds - (seconds % 86400)
    case 'MONTH':
      return now.getUTCMonth() + 1
    case 'DAY':
      return now.getUTCDay() + 1
    case 'DAYOFYEAR':
      return Math.floor((seconds - Date.UTC(now.getUTCFullYear(), 0, 1) / 1000) / 86400) + 1
  }
}

function settingOf(
  action: Action,
  context: {
    value: number
    wanted: number
    observed: Observed | null
    time: number
    step: number
    model: DrainageModel
    memory: Map<Action, Controlled>
    observer: Observer
  },
): number {
  const { link, setting } = action
  const { value, wanted, observed, time, step, model, memory, observer } = context
  const { curves, series } = model.tables
  const inFile = observed ? value / factorOf(observed, model.options) : value
  switch (setting.by) {
    case 'value':
      return setting.value
    case 'curve': {
      const curve = curves.get(setting.curve)
      return curve ? lookUp(curve, inFile) : 1
    }
    case 'series': {
      const given = series.get(setting.series)
      return given ? valueAt(given, time, null) : 1
    }
    case 'pid': {
      const [gain, integral, derivative] = setting.gains
      const past = memory.get(action) ?? { errors: [0, 0] }
      memory.set(action, past)
      const minutes = step / 60
      const scale = wanted === 0 ? 1 : wanted
      const error = (wanted - value) / scale
      const [e1, e2] = past.errors
      const change =
        gain *
        (error -
          e1 +
          (integral === 0 ? 0 : (minutes / integral) * error) +
          (derivative / minutes) * (error - 2 * e1 + e2))
      past.errors[1] = e1
      past.errors[0] = error
      return Math.max(0, observer.link(link, 'SETTING') + change)
    }
  }
}

/** Whether a link of this kind runs at more than 1. */
export function mostSetting({ spec }: Device): number {
  return spec.kind === 'pump' ? Number.POSITIVE_INFINITY : 1
}
