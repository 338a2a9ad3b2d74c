/**
 * The opening of an orifice or weir as attributes of the device, in metres.
 *
 * @param words  its row in [ORIFICES] or [WEIRS]: name, from, to, type, offset, Cd, gated, and of a weir EC, Cd2, Sur
 * @param section  its row in [XSECTIONS]: name, shape, Geom1 (height), Geom2 (width); empty = none
 * @param level  of its sill or crest, H [m]; null = not known
 * @param unit  metres in one length unit of the file
 * @returns what is not a number is left out; a weir's coefficient [m^½/s] is that of the file by √unit
 * @source  SWMM 5 User's Manual appendix D
 */
export function swmmOpening(
  words: readonly string[],
  section: readonly string[],
  level: number | null,
  unit: number,
): Readonly<Record<string, string | number | boolean>> {
  const type = words[3]?.toUpperCase() ?? ''
  const isOrifice = type === 'SIDE' || type === 'BOTTOM'
  const numbers = {
    height_m: unit * Number(section[2]),
    width_m: unit * Number(section[3]),
    coefficient: (isOrifice ? 1 : Math.sqrt(unit)) * Number(words[5]),
    end_contractions: isOrifice ? 0 : Number(words[7] ?? 0),
  }
  return {
    opening: type,
    shape: section[1]?.toUpperCase() ?? '',
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => Number.isFinite(value))),
    ...(level === null ? {} : { sill_level_m: level }),
    has_flap: words[6]?.toUpperCase() === 'YES',
    // a crest that changes with the head: its curve is elsewhere in the file
    ...(isOrifice || (words[12] ?? '*') === '*' ? {} : { curve: words[12] ?? '' }),
    ...(isOrifice ? {} : { can_surcharge: words[9]?.toUpperCase() !== 'NO' }),
  }
}
