/** A file that a person keeps. */
export interface SavedFile {
  readonly name: string
  /** media type */
  readonly type: string
  readonly content: BlobPart[]
}

/** Hands files to the person at the page. */
export interface FilePort {
  save(file: SavedFile): void
}
