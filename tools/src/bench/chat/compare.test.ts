import { expect, test } from 'vitest'
import { table } from '../table.ts'
import { compare, interleave } from './compare.ts'

const figure = (bound: { atMost: number } | { atLeast: number } | null, ours: number[]) =>
  compare({ name: 'p50', unit: 'ms', digits: 1, bound }, { floor: [2, 1, 90], ours })

test.each([
  [{ atMost: 3 }, [6, 6, 6], true],
  [{ atMost: 3 }, [6.1, 6.1, 6.1], false],
  [{ atLeast: 0.3 }, [0.6], true],
  [{ atLeast: 0.3 }, [0.5], false],
  [{ atMost: 3 }, [], false],
  [null, [100], null],
])('%o with %o is %s', (bound, ours, ok) => {
  expect(figure(bound, ours).ok).toBe(ok)
})

test('a figure tells the medians behind its ratio', () => {
  expect(figure({ atMost: 3 }, [5, 4, 7])).toEqual({
    name: 'p50',
    goal: 'at most 3 x',
    measured: '2.50 x (floor 2.0, ours 5.0 ms)',
    ok: true,
    values: { ratio: 2.5, floor: 2, ours: 5 },
  })
})

test('rounds alternate, and neither always goes first', async () => {
  const order: string[] = []
  const rounds = await interleave({ floor: 'f', ours: 'o' }, 3, async one => order.push(one))
  expect(order.join('')).toBe('fooffo')
  expect(rounds).toEqual({ floor: [1, 4, 5], ours: [2, 3, 6] })
})

test('the table aligns what it tells', () => {
  expect(table([figure({ atMost: 3 }, [9]), figure(null, [9])])).toBe(
    [
      'figure  goal         measured                         ok',
      '------  -----------  -------------------------------  --',
      'p50     at most 3 x  4.50 x (floor 2.0, ours 9.0 ms)  NO',
      'p50                  4.50 x (floor 2.0, ours 9.0 ms)',
    ].join('\n'),
  )
})
