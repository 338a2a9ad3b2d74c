/** From a crack or joint of a cover to the next [m]: slabs are 4 to 6 m long, asphalt cracks across every 5 to 15 m (choice). */
const CRACK_SPACING = 5

/**
 * How tight a cover with cracks is for what moves in the soil below it: as so much soil [m]. Cracks are straight and even, so many
 * metres apart, and open for a share of the surface: (s/π) ln(1/sin(πχ/2)). 0 where all is open, infinite where nothing is.
 *
 * Holds from about half the spacing below the cover on; nearer to it gas finds a crack sooner or later than that.
 *
 * @param openShare  χ, 0…1
 * @source  Philip, J. R. (1972). Flows satisfying mixed no-slip and no-shear conditions. Z. angew. Math. Phys. 23, 353–372: strips
 *          held at nothing between strips that let nothing pass, Laplace's equation.
 */
export function coverLength(openShare: number, spacing = CRACK_SPACING): number {
  return openShare > 0 ? (spacing / Math.PI) * Math.log(1 / Math.sin((Math.PI / 2) * Math.min(1, openShare))) : Infinity
}
