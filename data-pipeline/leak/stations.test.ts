import { describe, expect, it } from 'vitest'
import { decodeNetwork } from '../../src/domain/network/network-file.ts'
import { aLeak } from './a-leak.ts'
import { drainEndOf } from './drain-ends.ts'

const POINTS = 'Exp_No,X,Y,Surf_H,Feature,Subsid,Well_Deep,Name'
const LINES = 'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material'
const GIVEN = {
  files: {
    JSPOINT: [
      ...[POINTS, 'JS1,3988000,531000,5,,水厂,,', 'JS2,3988000,531040,5,,加压站,,', 'JS3,3988000,531080,5,三通,,,'],
      ...['JS4,3988200,531000,5,,增压泵站,,', 'JS5,3988200,531040,5,三通,,,'],
    ],
    JSLINE: [LINES, 'JS1,JS2,1,1,300,QM', 'JS2,JS3,1,1,300,QM', 'JS4,JS5,1,1,300,QM'],
    WSPOINT: [
      ...[POINTS, 'WS1,3988000,531000,5,,窨井,2,', 'WS2,3988000,531040,5,,出水口,,', 'WS3,3988000,531080,5,,泵站,4,'],
      ...['WS4,3988100,531000,5,,窨井,2,海湾污水处理厂进水井', 'WS5,3988100,531080,5,,窨井,2,污水处理厂路1号窨井'],
    ],
    WSLINE: [LINES, 'WS1,WS2,2,2,300,T', 'WS1,WS3,2,2,300,T', 'WS4,WS5,2,2,300,T'],
  },
  networks: { sewer: 'WS' },
}

describe('stations of a city', () => {
  it('a booster of water feeds only where no source is, and the plan says which do', async () => {
    const { plan, open } = await aLeak(GIVEN)
    const { nodeId, isSource } = decodeNetwork(await open('network/water.bin'))
    const fed = Array.from(nodeId).filter((_, node) => isSource[node] === 1)
    expect(fed).toEqual(['testtown/water/JS1', 'testtown/water/JS4'])
    const { networks, assumed } = await plan()
    expect(networks.find(({ discipline }) => discipline === 'water')?.sources.map(({ node }) => node)).toEqual(fed)
    const told = (what: RegExp) => assumed.find(({ why }) => what.test(why.en))?.assets
    expect(told(/pumps on the line and no sources/)).toEqual(['testtown/water/JS2'])
    expect(told(/are taken to feed it/)).toEqual(['testtown/water/JS4'])
    expect(networks.find(({ discipline }) => discipline === 'sewer')?.ends).toEqual([
      { node: 'testtown/sewer/WS2', kind: 'outfall' },
      { node: 'testtown/sewer/WS3', kind: 'pump' },
      { node: 'testtown/sewer/WS4', kind: 'works' },
    ])
  })

  it.each([
    ['海湾污水处理厂进水井', 'works'],
    ['滨海污水提升泵站', 'pump'],
    ['排放口', 'outfall'],
    ['窨井', null],
    ['泵站路3号窨井', null],
  ])('%s is %s', (name, end) => expect(drainEndOf(name)).toBe(end))
})
