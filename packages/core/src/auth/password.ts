import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../errors.ts'

/** Each hash takes 19 MB and a core for some 40 ms: more at once would starve everyone else. */
const atOnce = 2
const mostWaiting = 200
let running = 0
const waiting: (() => void)[] = []

/** Argon2id with the parameters of the OWASP cheat sheet (19 MiB, two passes), as a PHC string. Passwords are compared in NFKC. */
export const hashPassword = (password: string) => inTurn(() => hash(password.normalize('NFKC')))

/** Whether `password` belongs to `hash`. Without a hash it takes as long and is false, so that nobody learns whether an account exists. */
export async function passwordMatches(password: string, stored: string | undefined) {
  const matches = await inTurn(() => verify(stored ?? hashOfNobody, password.normalize('NFKC')))
  return matches && stored !== undefined
}

/** A hash with the same parameters, of a password nobody knows. */
const hashOfNobody = '$argon2id$v=19$m=19456,t=2,p=1$5G32tnGIbBDY/uZ7y+DjIQ$1Xk4GzFnV4jakpR2mWThbcul7+mVl5o5YtzcX0i0/nU'

async function inTurn<T>(work: () => Promise<T>) {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting)
      throw new AppError('UNAVAILABLE', 'Too many people are signing in right now. Try again shortly.', { retryAfter: 5 })
    await new Promise<void>(resolve => waiting.push(resolve))
  }
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}
