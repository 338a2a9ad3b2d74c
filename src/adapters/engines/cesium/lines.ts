import {
  ColorGeometryInstanceAttribute,
  GeometryInstance,
  PolylineColorAppearance,
  PolylineGeometry,
  Primitive,
} from 'cesium'
import type { Line } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'

/** Lines of constant width on screen, seen through whatever stands before them. */
export function linesPrimitive(lines: readonly Line[], frame: Frame): Primitive {
  const geometryInstances = lines
    .filter((line) => line.path.length >= 2)
    .map(({ path, width, color: [red, green, blue, alpha] }) => {
      const color = new ColorGeometryInstanceAttribute(red / 255, green / 255, blue / 255, alpha / 255)
      return new GeometryInstance({
        geometry: new PolylineGeometry({
          positions: path.map(frame.toEngine),
          width,
          vertexFormat: PolylineColorAppearance.VERTEX_FORMAT,
        }),
        attributes: { color, depthFailColor: color },
      })
    })
  return new Primitive({
    geometryInstances,
    appearance: new PolylineColorAppearance(),
    depthFailAppearance: new PolylineColorAppearance(),
    asynchronous: false,
    allowPicking: false,
  })
}
