import { newAdapter } from './new-adapter.mjs'
import { SetupError } from './setup-error.mjs'
import { start } from './start.mjs'
import { test } from './test.mjs'
import { bench, build, evaluate, fakeTelegram, pnpm, verify } from './tools.mjs'

const commands = { newAdapter, start, test, bench, verify, eval: evaluate, fakeTelegram, build, pnpm }

/** Does what the command line asks for; the answer is the exit code. */
export async function main([name = '', ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(`node scripts/run.mjs ${Object.keys(commands).join('|')} [arguments]`)
    return 1
  }
  try {
    return await command(args)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`\n${error.message}`)
    return 1
  }
}
