import { crsOf } from '../../src/domain/geo/crs.ts'
import type { ListedSurvey } from '../read/a-read-survey.ts'
import { emptyTables, NO_ATTRIBUTES, type SurveyLine, type SurveyPoint } from '../survey.ts'
import { shardOf } from './check-survey.ts'
import { type Finding, Findings } from './finding.ts'
import { ShardCheck, type ShardRule } from './shard-check.ts'

/** A sewer of 40 m from W1 to W2, both inverts 2 m and 2.1 m below ground, as a CJJ 61 table gives it. */
export function aLine(changes: Partial<SurveyLine> = {}): SurveyLine {
  const place = (metresNorth: number) => ({ x: 0, y: metresNorth, lon: 120, lat: 36 + metresNorth / 110_964 })
  return {
    ...NO_ATTRIBUTES,
    key: 'W1~W2~1',
    discipline: 'sewer',
    startPoint: 'W1',
    endPoint: 'W2',
    path: [place(0), place(40)],
    start: { ground: 5, depth: 2, level: 3 },
    end: { ground: 5, depth: 2.1, level: 2.9 },
    reference: 'invert',
    section: { kind: 'circle', width: 0.3, height: 0.3 },
    wall: null,
    material: null,
    burial: null,
    pressure: null,
    voltage: null,
    recordedLength: null,
    source: { file: 'WSLINE.csv', row: 2 },
    ...changes,
  }
}

/** A manhole of 2.5 m. */
export function aPoint(changes: Partial<SurveyPoint> = {}): SurveyPoint {
  return {
    ...NO_ATTRIBUTES,
    key: 'W1',
    discipline: 'sewer',
    x: 0,
    y: 0,
    lon: 120,
    lat: 36,
    ground: 5,
    bottom: 2.5,
    feature: null,
    appurtenance: '检查井',
    isOperable: null,
    source: { file: 'WSPOINT.csv', row: 2 },
    ...changes,
  }
}

/** What one rule finds in a survey of these lines and points, and the facts that it counts. */
export function check(
  rule: ShardRule,
  parts: Partial<Pick<ListedSurvey, 'lines' | 'points' | 'devices' | 'buildings' | 'dem'>>,
): { readonly findings: readonly Finding[]; readonly facts: Findings['facts'] } {
  const crs = crsOf('EPSG:4549')
  if (!crs) throw new Error('check: EPSG:4549 is not known')
  const survey: ListedSurvey = {
    city: 'testtown',
    name: { zh: '测试镇', en: 'Test Town' },
    isExample: true,
    mapReview: null,
    gasGrades: null,
    hydraulics: [],
    crs,
    vertical: '1985',
    geoid: 'egm96',
    points: [],
    lines: [],
    devices: [],
    structures: [],
    models: [],
    buildings: [],
    landCover: [],
    tables: emptyTables(),
    flood: { storms: [], waters: [], normalLevels: [], people: [] },
    dem: null,
    documents: null,
    findings: new Findings(),
    censusFiles: ['WSPOINT.csv', 'WSLINE.csv'],
    inputs: [],
    facts: {},
    ...parts,
  }
  const { shard, context } = shardOf(survey, survey.dem?.at ?? (() => null))
  const findings = new Findings()
  rule(new ShardCheck(shard, context, findings))
  return { findings: findings.list, facts: findings.facts }
}
