import { spawn } from 'node:child_process'

const keptOutput = 20_000

/**
 * Runs a program to its end. What it prints is shown (unless `quiet`) and its end kept for explanations.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(file, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = target => chunk => {
      output = (output + chunk).slice(-keptOutput)
      if (!quiet) target.write(chunk)
    }
    child.stdout.on('data', keep(process.stdout))
    child.stderr.on('data', keep(process.stderr))
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }))
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
  const lastSent = new Map()
  const forward = signal => {
    if (!ownGroup || Date.now() - (lastSent.get(signal) ?? 0) < 1000) return
    lastSent.set(signal, Date.now())
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve(code ?? (signal ? 128 + (signalNumbers[signal] ?? 0) : 1))
    })
  })
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
