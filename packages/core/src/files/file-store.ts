/** Where originals of uploaded files are kept. */
export interface FileStore {
  /** A new, empty folder for files on their way; whoever asked for it removes it. */
  scratchFolder(): Promise<string>
  /** Moves the file at `path` into the store, durably, and names the key it is kept under. */
  keep(companyId: string, path: string): Promise<string>
  /** A path at which the file can be read. Throws NOT_FOUND when it is gone. */
  pathOf(key: string): Promise<string>
  /** Forgets a file; forgetting an unknown one is no error. */
  remove(key: string): Promise<void>
}
