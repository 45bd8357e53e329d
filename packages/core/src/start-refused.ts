/** The server cannot start, for a reason that its operator can remove. `message` says what to do. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
