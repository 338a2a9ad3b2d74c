import { describe, expect, it } from 'vitest'
import { solveSteady } from '../solve.ts'
import { readGasSteady } from './gas-steady.ts'
import { readGasLib } from './gaslib.ts'
import { readPandapipes } from './pandapipes.ts'

const table = (columns: string[], ...rows: (string | number | boolean | null)[][]) => ({
  ...{ index: rows.map((_, i) => i), columns, rows },
})
const constant = (value: number) => ({ class: 'FluidPropertyConstant', value: { value } })
const PIPE = [
  'name',
  'from_junction',
  'to_junction',
  'length_km',
  'diameter_m',
  'k_mm',
  'loss_coefficient',
  'in_service',
]
const district = () => ({
  junction: table(['name', 'tfluid_k', 'height_m', 'in_service'], ['S', 283.15, 0, true], ['A', 283.15, 100, true]),
  pipe: table(PIPE, ['P', 0, 1, 0.2, 0.1, 0.1, 3, true], ['P', 0, 1, 0.3, 0.1, 0.1, 0, false]),
  ext_grid: table(['name', 'junction', 'p_bar', 'in_service'], [null, 0, 1, true]),
  sink: table(
    ['name', 'junction', 'mdot_kg_per_s', 'scaling', 'in_service'],
    ['a', 1, 0.02, 0.5, true],
    ['b', 1, 9, 1, false],
  ),
  fluid: {
    ...{ name: 'gas', is_gas: true },
    properties: {
      density: {
        class: 'FluidPropertyInterExtra',
        value: { x: { _object: [263.15, 283.15] }, y: { _object: [0.86, 0.8] } },
      },
      viscosity: constant(1.1e-5),
      compressibility: { class: 'FluidPropertyLinear', value: { slope: -0.0022, offset: 1 } },
    },
  },
})

describe('a network of pandapipes', () => {
  it('is read in SI, pressures above the air at their height', () => {
    const network = readPandapipes(district(), 'net')
    expect(network.sources).toEqual([{ node: 0, pressure: 201_325 }])
    expect(network.demands).toEqual([{ id: 'a', node: 1, flow: 0.01 }])
    expect(network.links.map(({ id, isOpen }) => [id, isOpen])).toEqual([
      ['P#0', true],
      ['P#1', false],
    ])
    expect(network.links[0]).toMatchObject({ length: 200, diameter: 0.1, roughness: 1e-4, lossCoefficient: 3 })
    // 0.83 kg/m³ at 273.15 K, halfway between the two that are told
    expect(network.gas.specificConstant).toBeCloseTo(101_325 / (0.83 * 273.15), 9)
    expect(network.gas.compressibility).toEqual({ kind: 'linear', slope: expect.closeTo(-2.2e-8, 20) })
    expect(solveSteady(network, { friction: 'colebrook' }).pressure[1]).toBeLessThan(201_325)
  })

  it('names what it cannot read', () => {
    const read = (change: object) => () => readPandapipes({ ...district(), ...change }, 'net')
    expect(read({ ext_grid: table(['junction', 'p_bar'], [0, null]) })).toThrow(
      'net: ext_grid 0: p_bar is missing, expected a number',
    )
    expect(read({ ext_grid: table(['junction', 'p_bar'], [7, 1]) })).toThrow('junction is 7, which is no junction')
    expect(read({ compressor: table(['name'], ['C']) })).toThrow('net: table compressor is not read')
    expect(read({ fluid: { ...district().fluid, is_gas: false } })).toThrow('fluid gas is not a gas')
    const two = table(['name', 'tfluid_k', 'height_m'], ['S', 283.15, 0], ['A', 300, 0])
    expect(read({ junction: two })).toThrow('junctions have 2 temperatures (283.15, 300 K …), expected one')
    expect(read({ pipe: 3 })).toThrow('net: pipe: ')
  })
})

const steady = () => ({
  network: {
    nodes: { 1: { id: 1 }, 2: { id: 2 }, 3: { id: 3 } },
    pipes: { 1: { id: 1, fr_node: 2, to_node: 3, diameter: 0.5, length: 1000, friction_factor: 0.01 } },
    compressors: { 1: { id: 1, fr_node: 1, to_node: 2 } },
  },
  boundary: {
    boundary_pslack: { 1: 4e6 },
    boundary_nonslack_flow: { 3: 20 },
    boundary_compressor: { 1: { control_type: 1, value: 5e6 } },
  },
  params: {
    params: {
      ...{ 'Temperature (K):': 288.706, 'Gas specific gravity (G):': 0.6, 'Specific heat capacity ratio': 1.4 },
      'units (SI = 0, standard = 1)': 0,
    },
  },
})

describe('a network of GasSteadySim', () => {
  it('is read with its compressors', () => {
    const network = readGasSteady(steady(), 'net', 'ideal')
    expect(network.links[1]).toMatchObject({ kind: 'compressor', from: 0, to: 1, control: { pressure: 5e6 } })
    const { pressure } = solveSteady(network, { friction: 'colebrook' })
    expect((pressure[1] as number) / 5e6).toBeCloseTo(1, 5)
  })

  it('names what it cannot read', () => {
    const { network, boundary, params } = steady()
    const read = (change: object) => () => readGasSteady({ network, boundary, params, ...change }, 'net', 'ideal')
    expect(read({ network: { ...network, valves: {} } })).toThrow('net/network.json: valves are not read')
    expect(read({ boundary: { ...boundary, boundary_compressor: {} } })).toThrow(
      'net/bc.json: compressor 1: expected control_type',
    )
    expect(read({ boundary: { ...boundary, boundary_pslack: { 9: 1 } } })).toThrow('node 9 does not exist')
    const english = { params: { ...params.params, 'units (SI = 0, standard = 1)': 1 } }
    expect(read({ params: english })).toThrow('expected 0 (SI)')
  })
})

const value = (name: string, number: number | string, unit: string) => `<${name} value="${number}" unit="${unit}"/>`
const entry = `<source id="E">${value('height', 0, 'm')}${value('gasTemperature', 10, 'Celsius')}${value('normDensity', 0.8, 'kg_per_m_cube')}${value('molarMass', 18, 'kg_per_kmol')}${value('pseudocriticalPressure', 46, 'bar')}${value('pseudocriticalTemperature', 190, 'K')}</source>`
const net = (more: string) =>
  `<?xml version="1.0"?><network xmlns:f="u"><f:nodes>${entry}<innode id="N">${value('height', 5, 'meter')}</innode><sink id="X">${value('height', 0, 'm')}</sink></f:nodes><f:connections><pipe id="P" from="E" to="N">${value('length', 2, 'km')}${value('diameter', 500, 'mm')}${value('roughness', 0.1, 'mm')}</pipe>${more}</f:connections></network>`
const scn = (flow = value('flow', 36, '1000m_cube_per_hour').replace('<flow', '<flow bound="both"')) =>
  `<boundaryValue><scenario><node type="exit" id="X">${flow}</node></scenario></boundaryValue>`
const told = (given: { pressures?: [string, number][]; ratios?: [string, number][]; holds?: [string, number][] }) => ({
  ...{ pressures: new Map(given.pressures), ratios: new Map(given.ratios), holds: new Map(given.holds) },
})

describe('a network of GasLib', () => {
  it('is read in SI, with what its files leave open told beside', () => {
    const text = net('<controlValve id="R" from="N" to="X"/>')
    const network = readGasLib({ net: text, scn: scn() }, 'g', told({ pressures: [['E', 60e5]], holds: [['R', 20e5]] }))
    expect(network.nodes[1]).toEqual({ id: 'N', height: 5 })
    expect(network.links[0]).toMatchObject({ kind: 'pipe', length: 2000, diameter: 0.5, roughness: 1e-4 })
    // 36,000 m³/h of 0.8 kg/m³
    expect(network.demands).toEqual([{ id: 'X', node: 2, flow: expect.closeTo(8, 12) }])
    expect(network.gas).toMatchObject({ temperature: 283.15, specificConstant: expect.closeTo(461.9, 1) })
    expect(network.assumptions[0]).toContain('not told by the file')
    expect(solveSteady(network, { friction: 'hofer' }).pressure[2]).toBeCloseTo(20e5, -1)
  })

  it('names what it cannot read, and what nobody told', () => {
    const read =
      (more: string, given: Parameters<typeof told>[0] = {}, nomination = scn()) =>
      () =>
        readGasLib({ net: net(more), scn: nomination }, 'g', told(given))
    expect(read('<controlValve id="R" from="N" to="X"/>')).toThrow(
      'g.net: controlValve R: the pressure that it holds is not told',
    )
    expect(read('<compressorStation id="C" from="N" to="X"/>')).toThrow('neither its ratio nor the pressure')
    expect(read('<mixer id="M" from="N" to="X"/>')).toThrow('g.net: mixer M: is of a kind that is not computed')
    expect(read('<valve id="V" from="N" to="Q"/>')).toThrow('g.net: valve V: to is "Q", which is no node')
    expect(read('<resistor id="W" from="N" to="X"/>')).toThrow('expected a dragFactor')
    expect(read('', { pressures: [['Q', 1]] })).toThrow('a pressure is told for Q, which is no node')
    expect(read('', {}, scn(value('flow', 3, 'furlong')))).toThrow('unit is furlong')
    const range = '<flow bound="lower" value="0" unit="m"/><flow bound="upper" value="1" unit="m"/>'
    expect(read('', {}, scn(range))).toThrow('g.scn: node X: neither its flow nor its pressure is one value')
    expect(() => readGasLib({ net: '<a><b></a>', scn: scn() }, 'g', told({}))).toThrow('g.net: is not well-formed XML')
  })
})
