/** What staff switch: a link that is held where it is put, whatever its levels and rules say. */
export interface Switch {
  readonly link: string
  /** from then on [s] */
  readonly time: number
  /** 0 off or shut … 1 on or open; null = levels and rules have it again */
  readonly setting: number | null
}

export type SwitchBoard = ReturnType<typeof switchBoard>

/** Who is held, at a time that only goes on. @param known  at the start, by rising times */
export function switchBoard(known: readonly Switch[]) {
  const switches = [...known]
  const held = new Map<string, number>()
  let next = 0
  return {
    held: held as ReadonlyMap<string, number>,
    /** One more, after what is there of the same time; its time is not past. */
    add(order: Switch): void {
      const later = switches.findIndex(({ time }, n) => n >= next && time > order.time)
      switches.splice(later < 0 ? switches.length : later, 0, order)
    },
    /** @returns links that are free again since the time before */
    goTo(time: number): string[] {
      const freed: string[] = []
      for (; next < switches.length && (switches[next] as Switch).time <= time; next++) {
        const { link, setting } = switches[next] as Switch
        if (setting !== null) held.set(link, setting)
        else if (held.delete(link)) freed.push(link)
      }
      return freed
    },
  }
}
