import { expect, it } from 'vitest'
import { HEAT_SIDE } from '../../src/domain/leak/pipe-file.ts'
import { VALVE_STATE } from '../../src/domain/network/topology.ts'
import { valveStateOf } from '../../src/domain/network/valve-name.ts'
import { heatSideOf } from './heat-side.ts'

it.each([
  ['供', '', 'supply'],
  ['一次网供水管', '', 'supply'],
  ['回水干管', 'RS', 'return'],
  ['', '回水', 'return'],
  ['供水公司移交，回填砂', '', 'unknown'],
  ['供回水', '', 'unknown'],
  ['供', '回水', 'unknown'],
] as const)('takes a heat line that is noted as "%s" %s for %s', (note, subclass, side) => {
  expect(heatSideOf(JSON.stringify({ Note: note, FlowDir: '1' }), subclass)).toBe(HEAT_SIDE[side])
})

it.each([
  ['常闭', 'closed'],
  ['关闭', 'closed'],
  ['全开', 'open'],
  ['开', 'open'],
  ['0', 'unknown'],
  ['半开', 'unknown'],
] as const)('takes a valve that is recorded as %s for %s', (text, state) => {
  expect(valveStateOf(JSON.stringify({ Type: 'JS', Valve_State: text }))).toBe(VALVE_STATE[state])
})
