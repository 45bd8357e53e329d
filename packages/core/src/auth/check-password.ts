import { AppError } from '../errors.ts'
import { type PasswordOwner, whyCommon } from './common-password.ts'

const shortest = 10
const longest = 256

/**
 * Throws INVALID_REQUEST for a password that could be guessed: fewer than 10 characters, or a common one. No mix of kinds of characters is
 * asked for, as that makes passwords worse (NIST SP 800-63B, section 3.1.1).
 */
export async function checkPassword(password: string, owner: PasswordOwner = {}) {
  const length = [...password.normalize('NFKC')].length
  if (length < shortest) throw refused(`has fewer than ${shortest} characters`, `Choose a password of ${shortest} characters or more.`)
  if (length > longest) throw refused(`has more than ${longest} characters`, `Choose a password of at most ${longest} characters.`)
  const reason = await whyCommon(password, owner)
  if (reason) throw refused(reason, 'This password would be guessed soon. Choose another one: three or four unrelated words are good.')
}

const refused = (detail: string, message: string) => new AppError('INVALID_REQUEST', message, { details: { password: detail } })
