import { IdTable, type PackedIds } from './id-table.ts'

/**
 * Which asset ids a city has, and the drawing index that each was given in an earlier build: 12 to 17 bytes an asset.
 */
export class AssetIds {
  private readonly tables = new Map<string, IdTable>()

  /**
   * Gives an id its gid of earlier builds, before anything is claimed.
   *
   * @returns false when the id has one already
   */
  remember(discipline: string, key: string, gid: number): boolean {
    return this.tableOf(discipline).remember(key, gid)
  }

  /**
   * Takes an id for an asset of this build.
   *
   * @returns its gid of earlier builds, 0 when it is new, -1 when another asset of this build has the id
   */
  claim(discipline: string, key: string): number {
    return this.tableOf(discipline).claim(key)
  }

  /** Has this build an asset of that id? */
  isClaimed(discipline: string, key: string): boolean {
    return this.tables.get(discipline)?.isClaimed(key) ?? false
  }

  /** Takes the ids of a discipline out, to be claimed elsewhere until they are put back. */
  takeOut(discipline: string): PackedIds {
    const table = this.tableOf(discipline)
    this.tables.delete(discipline)
    return table.packed()
  }

  putBack(discipline: string, ids: PackedIds): void {
    this.tables.set(discipline, new IdTable(ids))
  }

  /** Forgets all, when nothing is claimed any more. */
  clear(): void {
    this.tables.clear()
  }

  private tableOf(discipline: string): IdTable {
    const table = this.tables.get(discipline) ?? new IdTable()
    this.tables.set(discipline, table)
    return table
  }
}
