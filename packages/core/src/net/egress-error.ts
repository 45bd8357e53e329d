/**
 * Why a request to somebody else's server got no answer.
 * - `refused`: we do not go there: the scheme, the port or the address is not allowed.
 * - `unresolvable`: the name has no address.
 * - `unreachable`: nobody answers, or the connection broke.
 * - `timeout`: the time was over.
 */
export type EgressFailure = 'refused' | 'unresolvable' | 'unreachable' | 'timeout'

/** Its message is meant for the company that named the address, and says what to do. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly failure: EgressFailure

  constructor(failure: EgressFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.failure = failure
  }
}
