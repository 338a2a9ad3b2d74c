import { describe, expect, it } from 'vitest'
import { gauge, NOON } from '../../../tests/kit/a-page.ts'
import { pick, pickGiven, say, sayKnown } from '../../i18n/words.ts'
import type { Alarm, Sensor } from '../../ports/records.ts'
import type { LogEntry } from '../../state/store.ts'
import type { Words } from '../page.tsx'
import { boardGroups, countAlarms, WHOLE_BOARD } from './board-filter.ts'
import { logText } from './log-text.ts'

const words: Words = {
  locale: 'zh',
  t: (key, values) => say('zh', key, values),
  name: (text) => pick('zh', text),
  given: (zh, en) => pickGiven('zh', zh, en),
  known: (prefix, name) => sayKnown('zh', prefix, name),
}
const alarm = (id: number, grade: Alarm['grade'], openedAt: number, sensorId = gauge.id): Alarm => ({
  id,
  sensorId,
  grade,
  value: 1,
  openedAt,
  closedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  isUnconfirmed: false,
  drill: null,
  shelvedUntil: null,
  shelvedBy: null,
  shelveReason: null,
})
const METHANE: Sensor = { ...gauge, id: 'CH4', kind: 'ch4-well' }
const sensorOf = ({ sensorId }: Alarm) => [gauge, METHANE].find(({ id }) => id === sensorId)

describe('the alarm board', () => {
  const HOUR = 3_600_000
  const alarms = [
    alarm(1, 'blue', 5 * HOUR),
    alarm(2, 'red', HOUR),
    alarm(3, 'blue', 9 * HOUR),
    alarm(4, 'orange', 2 * HOUR, 'CH4'),
  ]
  const ids = (filter = WHOLE_BOARD) =>
    boardGroups(alarms, sensorOf, filter).map((group) => [group.grade, group.causes.map(({ lead }) => lead.id)])

  it('has the gravest grade first and the newest first in it', () => {
    expect(ids()).toEqual([
      ['red', [2]],
      ['orange', [4]],
      ['blue', [3, 1]],
    ])
  })

  it('has alarms of one cause together, at the gravest grade among them', () => {
    const [red, ...rest] = boardGroups([alarm(1, 'blue', 0), alarm(2, 'red', 60_000)], sensorOf, WHOLE_BOARD)
    expect(rest).toEqual([])
    expect(red).toMatchObject({ grade: 'red', count: 2, causes: [{ cause: 'burst', lead: { id: 1 } }] })
  })

  it('leaves out grades and keeps one kind when it is told to', () => {
    expect(ids({ hiddenGrades: new Set(['blue', 'red']), kind: null })).toEqual([['orange', [4]]])
    expect(ids({ hiddenGrades: new Set(), kind: 'ch4-well' })).toEqual([['orange', [4]]])
  })

  it('counts before any filter; a sensor of no directory counts for its grade only', () => {
    const counts = countAlarms([...alarms, alarm(5, 'red', 3, 'nobody')], sensorOf)
    expect([...counts.grades]).toEqual([
      ['blue', 2],
      ['red', 2],
      ['orange', 1],
    ])
    expect([...counts.kinds]).toEqual([
      ['water-pressure', 3],
      ['ch4-well', 1],
    ])
  })
})

describe('the hand-over log', () => {
  const act = (act: LogEntry['act'], subject: string, detail = ''): LogEntry => ({
    at: NOON,
    act,
    who: 'duty@demo',
    subject,
    detail,
  })

  it('tells every act with date, Beijing time and person', () => {
    const log = [act('acknowledged', 'CH4', '张三 · 已派人'), act('isolated', 'demo/water/JS1', '4')]
    expect(logText(log, '示范区', words).split('\n')).toEqual([
      '示范区 应急操作记录（北京时间）',
      '2026-03-01 12:00:00  duty@demo  确认报警 CH4（登记：张三 · 已派人）',
      '2026-03-01 12:00:00  duty@demo  关阀分析 JS1：关闭 4 个阀门',
    ])
  })

  it('says in words why an isolation gave nothing', () => {
    expect(logText([act('isolation-failed', 'demo/water/JS1', 'offline')], '', words)).toContain('连接不上服务器')
  })
})
