export type StartErrorCode =
  | 'DATA_DIRECTORY_IN_USE'
  | 'DATA_DIRECTORY_NOT_USABLE'
  | 'DISK_FULL'
  | 'UNSUPPORTED_PLATFORM'
  | 'WRONG_MAJOR'
  | 'POSTGRES_FAILED'
  | 'BAD_CONFIGURATION'
  | 'PORT_TAKEN'

/** The program cannot start, for a reason that the person who started it can remove. `message` says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Words an error of the file system for the person who chose `directory` as the data directory. */
export function explainFileError(error: unknown, directory: string): StartError {
  if (error instanceof StartError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory, error)
  const reason = fileReasons[code] ?? (error instanceof Error ? error.message : String(error))
  return new StartError(
    'DATA_DIRECTORY_NOT_USABLE',
    `The data directory ${directory} cannot be used: ${reason}. Correct that, or name another one: DATA_DIR=/path/to/data npm start`,
    { cause: error },
  )
}

export const diskFull = (directory: string, cause?: unknown) =>
  new StartError(
    'DISK_FULL',
    `The disk that holds ${directory} is full. Free some space and start again; nothing that was stored is lost.`,
    {
      cause,
    },
  )

const fileReasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it lies on a read-only file system',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  ENOENT: 'no folder can be made there',
  ENAMETOOLONG: 'the path is too long',
}
