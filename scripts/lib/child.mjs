import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { watchNpm } from './npm-watch.mjs'

const keptOutput = 20_000

/**
 * Runs a program to its end, without its output but for the lines that `show` admits; the end of it is kept for explanations.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(file, args, { show = () => false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = line => {
      output = `${output}${line}\n`.slice(-keptOutput)
      if (show(line)) console.log(`    ${line}`)
    }
    createInterface({ input: child.stdout }).on('line', keep)
    createInterface({ input: child.stderr }).on('line', keep)
    child.once('error', reject)
    child.once('close', code => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs a program in the foreground and hands our signals on to it; the answer is its exit code.
 *
 * It gets a process group of its own: Ctrl+C reaches a whole group and npm sends the signal once more, and a program that is
 * told twice to stop may take the second time for impatience. So it hears of each only once, from here.
 */
export function runInForeground(file, args, options = {}) {
  const ownGroup = process.platform !== 'win32'
  const child = spawn(file, args, { ...options, stdio: 'inherit', detached: ownGroup })
  let lastSent = 0
  const forward = signal => {
    if (!ownGroup || Date.now() - lastSent < 1000) return
    lastSent = Date.now()
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  const endWatch = watchNpm(() => lastSent || forward('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      endWatch()
      resolve(code ?? (signal ? 128 + (signalNumbers[signal] ?? 0) : 1))
    })
  })
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
