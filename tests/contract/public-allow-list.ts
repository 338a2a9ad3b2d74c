const tileset = [
  ...['asset.generator', 'asset.version', 'geometricError', 'root.transform[]', 'root.refine'],
  ...['', 'children[].'].flatMap((level) =>
    ['boundingVolume.box[]', 'content.uri', 'geometricError'].map((key) => `root.${level}${key}`),
  ),
]
const bufferView = ['buffer', 'byteOffset', 'byteLength', 'byteStride', 'target']
const meshopt = ['buffer', 'byteOffset', 'byteLength', 'byteStride', 'count', 'mode', 'filter']
const accessor = ['bufferView', 'componentType', 'count', 'max[]', 'min[]', 'normalized', 'type']
/** A shape: positions, normals, one material. No feature ids, no property table, no extras, no names. */
const tile = [
  ...['asset.generator', 'asset.version', 'scene', 'scenes[].nodes[]', 'extensionsUsed[]', 'extensionsRequired[]'],
  ...['nodes[].mesh', 'nodes[].scale[]', 'nodes[].translation[]'],
  ...['attributes.POSITION', 'attributes.NORMAL', 'indices', 'material'].map((key) => `meshes[].primitives[].${key}`),
  ...['baseColorFactor[]', 'metallicFactor', 'roughnessFactor'].map((key) => `materials[].pbrMetallicRoughness.${key}`),
  'materials[].doubleSided',
  ...accessor.map((key) => `accessors[].${key}`),
  ...bufferView.map((key) => `bufferViews[].${key}`),
  ...meshopt.map((key) => `bufferViews[].extensions.EXT_meshopt_compression.${key}`),
  ...['buffers[].byteLength', 'buffers[].extensions.EXT_meshopt_compression.fallback'],
]
const geojson = (depth: string, ...properties: string[]) => [
  ...['type', 'features[].type', 'features[].geometry.type', `features[].geometry.coordinates${depth}`],
  ...properties.map((name) => `features[].properties.${name}`),
]
const geoid = ['source', 'accuracy', 'west', 'south', 'east', 'north', 'columns', 'rows', 'values[]']

/** All that may be had without signing in, by file. What is not here must not be there: think before adding. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'city.json': [
    ...['city', 'name.zh', 'name.en', 'grade', 'build', 'isExample', 'mapReview', 'bounds[]', 'vertical.datum'],
    ...geoid.map((key) => `vertical.geoid.${key}`),
    ...['terrain', 'buildings', 'bridges', 'roads', 'water', 'cells'],
    ...['layer', 'filled'].map((key) => `terrainTiles.${key}`),
  ],
  'terrain.bin': [
    ...['west', 'south', 'east', 'north', 'columns', 'rows', 'origin', 'cell_east_m', 'cell_north_m'],
    'f32 height',
  ],
  'terrain/layer.json': [
    ...['tilejson', 'name', 'description', 'version', 'format', 'scheme', 'projection', 'tiles[]', 'extensions[]'],
    ...['bounds[]', 'minzoom', 'maxzoom'],
    ...['startX', 'startY', 'endX', 'endY'].map((key) => `available[][].${key}`),
  ],
  'terrain/*.terrain': ['vertices', 'triangles', 'vertexNormals'],
  'roads.geojson': geojson('[][]', 'name_zh', 'name_en', 'class', 'width_m'),
  'water.geojson': geojson('[][][][]', 'class'),
  'cells.geojson': geojson('[][][]', 'kinds[]', 'hasOthers', 'call.zh', 'call.en', 'call.phone'),
  'buildings/tileset.json': tileset,
  'bridges/tileset.json': tileset,
  'buildings/tiles/*.glb': tile,
  'bridges/tiles/*.glb': tile,
}
