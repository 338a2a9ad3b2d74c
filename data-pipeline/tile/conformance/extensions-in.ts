interface Found {
  /** the first place it is used at */
  readonly where: string
  readonly isObject: boolean
}

/** Names of all extensions that a document uses; what stands in `extras` is not looked into. */
export function extensionsIn(value: unknown, where = '', found = new Map<string, Found>()): Map<string, Found> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) extensionsIn(item, `${where}/${index}`, found)
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'extras') continue
      if (key === 'extensions' && isObject(item))
        for (const [name, own] of Object.entries(item))
          if (!found.has(name)) found.set(name, { where: `${where}/extensions/${name}`, isObject: isObject(own) })
      extensionsIn(item, `${where}/${key}`, found)
    }
  }
  return found
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
