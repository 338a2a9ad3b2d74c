import type { Database } from '../database/database.ts'

/**
 * Has the example officer acknowledge what the filled past opened and closed, 2 to 13 minutes after it was opened: else a
 * new demonstration would begin with a day of alarms that nobody looked at. What is open stays for the visitor.
 */
export async function acknowledgePast(database: Database): Promise<void> {
  await database.query(
    `update public.alarm a set note = '示例 example', acknowledged_by = u.id,
       acknowledged_at = least(a.opened_at + (120 + a.id * 97 % 660) * interval '1 second', now())
     from auth.users u where u.email = 'duty@demo.local' and a.closed_at is not null and a.acknowledged_at is null`,
  )
}
