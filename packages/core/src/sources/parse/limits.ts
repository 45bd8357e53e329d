/** What reading an upload may cost; checked before and while unpacking, never after. */
export interface ParseLimits {
  /** Bytes of one file, packed or not. */
  readonly fileBytes: number
  /** Bytes that all archives of an upload, and the parts of one office file, may unpack to. */
  readonly unpackedBytes: number
  /** Times that an entry above one megabyte may be larger than its packed form. */
  readonly unpackRatio: number
  /** Entries of an archive. */
  readonly entries: number
  /** Archives within archives: 1 is a zip of files, 2 a zip of zips. */
  readonly depth: number
  /** Rows of one table or sheet. */
  readonly rows: number
  readonly columns: number
  /** Characters of one cell or of one row. */
  readonly rowCharacters: number
  /** Pages of a PDF. */
  readonly pages: number
  /** Characters of text taken from one file. */
  readonly characters: number
  /** Bytes of one page of HTML, of one JSON value and of one mail: formats that are read whole. */
  readonly wholeBytes: number
  /** Seconds that may pass without a document, a failure, a new file or other progress; half of it once a file was broken off. */
  readonly stallSeconds: number
  /** Seconds for the whole upload, not counting the time the caller takes. */
  readonly totalSeconds: number
  /** Bytes of JavaScript heap of the child process. */
  readonly heapBytes: number
  /** Bytes of resident memory of the child process, where the system tells. */
  readonly memoryBytes: number
  /** Times that a new child goes on behind a file that ended the last one. */
  readonly restarts: number
}

const MB = 1024 * 1024

export const defaultParseLimits: ParseLimits = {
  fileBytes: 50 * MB,
  unpackedBytes: 200 * MB,
  unpackRatio: 200,
  entries: 2000,
  depth: 2,
  rows: 200_000,
  columns: 1000,
  rowCharacters: 1_000_000,
  pages: 2000,
  characters: 60_000_000,
  wholeBytes: 16 * MB,
  stallSeconds: 4,
  totalSeconds: 300,
  heapBytes: 128 * MB,
  memoryBytes: 216 * MB,
  restarts: 5,
}
