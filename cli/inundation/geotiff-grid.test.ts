import { writeArrayBuffer } from 'geotiff'
import { describe, expect, it } from 'vitest'
import { parseGeoTiff } from './geotiff-grid.ts'

/** Three by two cells of 10 m whose north-west corner is at 500,000 E, 3,400,020 N; rows from north to south. */
const HEIGHTS = [1, 2, 3, 4, 5, -9999]
const PLANE = { GTModelTypeGeoKey: 1, GTRasterTypeGeoKey: 1, ProjectedCSTypeGeoKey: 4549 }

function tiff(keys: object = PLANE, more: object = {}, heights = new Float32Array(HEIGHTS)): Buffer {
  return Buffer.from(
    writeArrayBuffer(heights, {
      ...{ width: 3, height: 2, BitsPerSample: [32], SampleFormat: [3], SamplesPerPixel: 1 },
      ...{ PhotometricInterpretation: 1, ModelPixelScale: [10, 10, 0], GDAL_NODATA: '-9999' },
      ...{ ModelTiepoint: [0, 0, 0, 500_000, 3_400_020, 0], ...keys, ...more },
    }),
  )
}

describe('a GeoTIFF of the ground', () => {
  it('is read from the south-west, what it declares as no data left out', async () => {
    const { values, ...place } = await parseGeoTiff('dem.tif', tiff())
    expect(place).toEqual({ columns: 3, rows: 2, size: 10, west: 500_000, south: 3_400_000 })
    expect(Array.from(values)).toEqual([4, 5, Number.NaN, 1, 2, 3])
  })

  it('knows what it declares as no data by the numbers of its cells', async () => {
    for (const mark of ['-9999.9', '-3.4028235e+38', 'nan']) {
      const heights = new Float32Array([1, 2, 3, 4, 5, Number(mark)])
      const { values } = await parseGeoTiff('dem.tif', tiff(PLANE, { GDAL_NODATA: mark }, heights))
      expect(Array.from(values)).toEqual([4, 5, Number.NaN, 1, 2, 3])
    }
    await expect(parseGeoTiff('dem.tif', tiff(PLANE, {}, new Float32Array(6).fill(Number.NaN)))).rejects.toThrow(
      /^dem\.tif: NaN in row 1, column 1, expected a number or the file's no data/,
    )
  })

  it('lies half a cell further west and north where its places are those of points', async () => {
    const { west, south } = await parseGeoTiff('dem.tif', tiff({ ...PLANE, GTRasterTypeGeoKey: 2 }))
    expect([west, south]).toEqual([499_995, 3_400_005])
  })

  it('lies where its tie says, also when that is another cell', async () => {
    const tie = { ModelTiepoint: [1, 2, 0, 500_010, 3_400_000, 0] }
    const { west, south } = await parseGeoTiff('dem.tif', tiff(PLANE, tie))
    expect([west, south]).toEqual([500_000, 3_400_000])
  })

  it.each([
    [
      { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326 },
      /its CRS \(EPSG:4326\) is not projected: its units are degrees/,
    ],
    [{ GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4490, GTRasterTypeGeoKey: 2 }, /EPSG:4490/],
    [{ ...PLANE, ProjectedCSTypeGeoKey: 3857 }, /EPSG:3857, Web Mercator/],
    [{ ...PLANE, ProjLinearUnitsGeoKey: 9002 }, /EPSG:4549\) counts in the unit EPSG:9002/],
  ])('is refused where its units are no metres: %j', async (keys, why) => {
    await expect(parseGeoTiff('dem.tif', tiff(keys))).rejects.toThrow(why)
  })

  it.each([
    [{ ModelPixelScale: [10, 12, 0] }, /cells of 10 × 12, expected square ones/],
    [{ ModelPixelScale: [10, -10, 0] }, /do not run from west to east, from north to south/],
  ])('is refused where it does not lie as a grid does: %j', async (more, why) => {
    await expect(parseGeoTiff('dem.tif', tiff(PLANE, more))).rejects.toThrow(why)
  })

  it('is refused where it was cut short', async () => {
    const whole = tiff()
    await expect(parseGeoTiff('dem.tif', whole.subarray(0, whole.length - 8))).rejects.toThrow(/^dem\.tif: /)
  })
})
