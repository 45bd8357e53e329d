import { expect, test, vi } from 'vitest'
import { inScope, onEnd } from './scope.ts'
import { computed, signal, untracked, watch } from './signal.ts'

test('a watcher runs again when what it read last time changes, and only then', () => {
  const which = signal(true)
  const one = signal('a')
  const other = signal('x')
  const seen: string[] = []
  inScope(() => watch(() => seen.push(which.current ? one.current : other.current)))
  other.current = 'y'
  one.current = 'b'
  one.current = 'b'
  which.current = false
  one.current = 'c'
  other.current = 'z'
  expect(seen).toEqual(['a', 'b', 'y', 'z'])
})

test('what a watcher began ends before it runs again, and when its scope ends', () => {
  const outer = signal(0)
  const inner = signal(0)
  const log: string[] = []
  const [, end] = inScope(() =>
    watch(() => {
      const number = outer.current
      onEnd(() => log.push(`end ${number}`))
      watch(() => log.push(`${number}.${inner.current}`))
    }),
  )
  inner.current = 1
  outer.current = 1
  inner.current = 2
  end()
  outer.current = 2
  inner.current = 3
  expect(log).toEqual(['0.0', '0.1', 'end 0', '1.1', '1.2', 'end 1'])
})

test('a watcher that another one ends in the same change does not run', () => {
  const shown = signal(true)
  const log: string[] = []
  inScope(() =>
    watch(() => {
      if (shown.current) watch(() => log.push(`inner ${shown.current}`))
    }),
  )
  shown.current = false
  expect(log).toEqual(['inner true'])
})

test('a derived value tells only when it changes', () => {
  const count = signal(1)
  const seen: boolean[] = []
  inScope(() => {
    const even = computed(() => count.current % 2 === 0)
    watch(() => seen.push(even.current))
  })
  for (const value of [3, 5, 6, 8, 9]) count.current = value
  expect(seen).toEqual([false, true, false])
})

test('reading untracked or by peek does not subscribe', () => {
  const value = signal(1)
  let runs = 0
  inScope(() =>
    watch(() => {
      runs++
      value.peek()
      untracked(() => value.current)
    }),
  )
  value.current = 2
  expect(runs).toBe(1)
})

test('a watcher that throws does not lose the scope of others', () => {
  const value = signal(0)
  const seen: number[] = []
  inScope(() => watch(() => seen.push(value.current)))
  expect(() =>
    inScope(() =>
      watch(() => {
        throw new Error('broken')
      }),
    ),
  ).toThrow('broken')
  value.current = 1
  expect(seen).toEqual([0, 1])
})

test('a watcher that throws later is reported, and disturbs neither the others nor who changed the value', () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const value = signal(0)
  const seen: number[] = []
  inScope(() => {
    watch(() => {
      if (value.current === 1) throw new Error('broken')
    })
    watch(() => seen.push(value.current))
  })
  value.current = 1
  value.current = 2
  expect(seen).toEqual([0, 1, 2])
  expect(reported.mock.calls).toEqual([[new Error('broken')]])
  vi.unstubAllGlobals()
})
