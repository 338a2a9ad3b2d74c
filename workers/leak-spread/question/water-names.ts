/** Names in the text of a city's network: asset ids are longer than EPANET takes. */
export const nodeName = (node: number) => `n${node}`
export const linkName = (link: number) => `l${link}`

/** Of patterns, by their place; none = steady. */
export function patternName(pattern: number | null): string {
  return pattern === null || pattern < 0 ? '' : `p${pattern}`
}

/** Hours, minutes and seconds as EPANET reads them, of a time [s]. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
}
