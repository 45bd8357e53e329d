/** What a written number may mean: `1.299` is one thousand and more in one country, and little more than one in another. */
export function readNumber(text: string): readonly { readonly value: number; readonly decimals: number }[] {
  const plain = text.replace(/[\s'’]/g, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return [{ value: Number(plain), decimals: 0 }]
  const separator = plain[last] ?? ''
  const tail = plain.length - last - 1
  const whole: Reading = { value: Number(plain.replace(/[.,]/g, '')), decimals: 0 }
  const decimal: Reading = { value: Number(`${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}`), decimals: tail }
  const separators = plain.split(/\d+/).filter(part => part !== '')
  if (new Set(separators).size > 1) return [decimal]
  if (separators.length > 1) return [whole]
  if (tail !== 3 || last > 3 || separator === '') return [decimal]
  return [whole, decimal]
}

interface Reading {
  readonly value: number
  readonly decimals: number
}
