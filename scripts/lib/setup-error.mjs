/** Something on this machine is in the way; the message says what to do about it. */
export class SetupError extends Error {}

const reasons = [
  {
    pattern: /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded/i,
    advice: 'The disk is full. Free about 1 GB and start again; what is done already is kept.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL|network (request|timeout)|fetch failed|error sending request/i,
    advice:
      'The npm registry could not be reached. Check the connection, or name a registry you can reach with `npm config set registry <url>`. ' +
      'Once installed, the program starts without a network.',
  },
  {
    pattern: /E40[13]|ERR_PNPM_FETCH_40[13]/,
    advice: 'The npm registry refused access. Check `npm config get registry` and the credentials in .npmrc.',
  },
  {
    pattern: /E404|ERR_PNPM_FETCH_404|No match found for version/,
    advice: 'The npm registry does not have a package that is needed. A mirror may lack it: check `npm config get registry`.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    advice: 'This user may not write in the project folder. Clone the repository as the user who starts it.',
  },
  {
    pattern: /ERR_PNPM_OUTDATED_LOCKFILE/,
    advice:
      'A package.json was changed without pnpm-lock.yaml. Bring it up to date with `node scripts/run.mjs pnpm install --no-frozen-lockfile`.',
  },
]

/** Turns what a program printed before it failed into an error that says what to do. */
export function explain(what, output) {
  const lines = output.trim().split('\n')
  // Programs wrap their messages, also amid the words that are looked for.
  const text = output.replace(/\s+/g, ' ')
  const reason = reasons.find(({ pattern }) => pattern.test(text))
  if (!reason) return new SetupError(`${what} did not work:\n\n${lines.slice(-15).join('\n')}`)
  return new SetupError(`${what} did not work. ${reason.advice}\n\n    ${lines.find(line => reason.pattern.test(line)) ?? lines.at(-1)}`)
}
