/** Failed sign-ins are answered this long after they came, or a multiple of it [ms]: longer than checking a password takes. */
const STEP = 600

/**
 * How long to hold back the answer of a failed sign-in [ms]. An unknown account is refused at once and a wrong password
 * only when it has been compared: the time between would tell which accounts there are.
 *
 * @param took  since the request came [ms]
 */
export function holdBack(took: number): number {
  return Math.max(1, Math.ceil(took / STEP)) * STEP - took
}
