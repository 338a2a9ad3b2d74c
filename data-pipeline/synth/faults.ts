import { type Kiosk, seedBuildingFaults } from './building-faults.ts'
import type { DemoCity } from './demo-city.ts'
import { FaultSeeder, type Faults } from './fault-seeder.ts'
import { seedRecordFaults } from './record-faults.ts'
import { seedSewerFaults } from './sewer-faults.ts'
import type { SurveyPoint } from './survey-table.ts'

/**
 * Seeds a few faults of every kind that a quality rule looks for, where nothing else was spoilt.
 *
 * @param used  points where other defects lie
 */
export function seedFaults(
  city: DemoCity,
  used: Set<SurveyPoint>,
): { readonly faults: Faults; readonly kiosks: readonly Kiosk[] } {
  const seeder = new FaultSeeder(city, used)
  seedRecordFaults(seeder)
  seedSewerFaults(seeder)
  return { faults: seeder.faults, kiosks: seedBuildingFaults(seeder) }
}
