import { expect, test } from 'vitest'
import { holdingMost } from './holding-most.ts'

test.each<[string, string[], string[]]>([
  ['mugs', ['Harbour Mug', 'Galley Coffee'], ['Harbour Mug']],
  ['mug', ['Two Mugs', 'Smuggler'], ['Two Mugs']],
  ['Tassen', ['Kaffeetasse', 'Tischdecke'], ['Kaffeetasse']],
  ['rain jackets', ['Rain Jacket', 'Rain Hat', 'Jacket'], ['Rain Jacket']],
  ['CAFÉ', ['Cafe Blend', 'Tea'], ['Cafe Blend']],
  ['マグカップ', ['港のマグカップ', 'ジャケット'], ['港のマグカップ']],
  ['杯子', ['杯子', '茶'], ['杯子']],
  ['knitwear', ['Gansey Sweater', 'Base Layer'], ['Gansey Sweater', 'Base Layer']],
  ['', ['Mug', 'Tea'], ['Mug', 'Tea']],
  ['.*(', ['Mug'], ['Mug']],
])('of what %j may mean, %j, it is %j', (words, items, expected) => {
  expect(holdingMost(words, items, item => item, 0.7)).toEqual(expected)
})
