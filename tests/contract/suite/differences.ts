/**
 * Calls that a server answers otherwise than the embedded database, and why that is borne. docs/reliability.md repeats
 * this list.
 */
export const differences: Readonly<Record<string, string>> = {
  'system_state() as admin': 'version, sizes and the order of tables by size are those of the database at hand',
}
