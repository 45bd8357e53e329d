import { foldLeet, lettersOnly } from './password-words.ts'

/** What a password must not merely repeat: the user's own address, name and company. */
export interface PasswordOwner {
  readonly email?: string | undefined
  readonly full_name?: string | undefined
  readonly company_name?: string | undefined
}

const productWords = ['craveva', 'changeme', 'letmein', 'welcome', 'admin', 'administrator', 'secret', 'default', 'superuser', 'passwort']

/** Rows of keyboards, the alphabet and digits, as fingers walk them. */
const walks = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
].flatMap(row => [row, [...row].reverse().join('')])

let loading: ReturnType<typeof load> | null = null

/**
 * Why a password would be among the first to be guessed; null when it would not. It is refused when it is on the list of some 49,000 leaked
 * ones of zxcvbn-ts, when it is one word of that list's first 10,000 (or of the user's own) with digits and signs around it, when it only
 * walks over the keyboard, or repeats itself.
 */
export async function whyCommon(password: string, owner: PasswordOwner = {}): Promise<string | null> {
  loading ??= load()
  const { listed, words } = await loading
  const text = password.normalize('NFKC').toLowerCase()
  if (listed.has(text)) return 'is one of the most used passwords'
  if (isRepetition(text)) return 'repeats itself'
  if (isWalk(text)) return 'walks over the keyboard'
  const cores = [lettersOnly(text), lettersOnly(foldLeet(text)), foldLeet(lettersOnly(text))]
  if (cores.some(core => ownWords(owner).has(core))) return 'is made of your own name, address or company'
  if (cores.some(core => words.has(core) || words.has(halfOf(core)))) return 'is a common word with digits or signs around it'
  return null
}

/** Loaded with the first password that is chosen, as most starts of the program see none. */
async function load() {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const ranked = dictionary['passwords-common'] as string[]
  const words = ranked.slice(0, 10_000).filter(word => /^[a-z]{4,10}$/.test(word))
  return { listed: new Set(ranked.filter(word => word.length >= 10)), words: new Set([...words, ...productWords]) }
}

function ownWords({ email = '', full_name = '', company_name = '' }: PasswordOwner) {
  const local = email.split('@')[0] ?? ''
  const names = [full_name, company_name].flatMap(name => [name, ...name.split(/\s+/)])
  return new Set([local, email, ...names].map(word => lettersOnly(word.normalize('NFKC').toLowerCase())).filter(word => word.length >= 4))
}

/** Few different characters, or one piece over and over: `abcabcabcabc`, `aaaaaaaaab`. */
function isRepetition(text: string) {
  if (new Set(text).size <= 4) return true
  const repeated = /^(.{2,}?)\1+/u.exec(text)?.[0] ?? ''
  return repeated.length >= text.length - 2
}

/** Whether a text falls into at most four pieces of three or more neighbouring keys. */
function isWalk(text: string) {
  let rest = text
  for (let pieces = 0; pieces < 4 && rest !== ''; pieces++) {
    const step = longestStep(rest)
    if (step < 3) return false
    rest = rest.slice(step)
  }
  return rest === ''
}

function longestStep(text: string) {
  for (let length = Math.min(text.length, 36); length >= 3; length--)
    if (walks.some(row => row.includes(text.slice(0, length)))) return length
  return 0
}

/** `monkeymonkey` is `monkey` twice. */
const halfOf = (core: string) => (core.slice(0, core.length / 2).repeat(2) === core ? core.slice(0, core.length / 2) : '')
