import { describe, expect, test } from 'vitest'
import { namesPrice, priceLimits, priceOrder } from './price-limits.ts'
import { readQuestion } from './read-question.ts'

const contentOf = (question: string) => readQuestion(question).words.map(({ word }) => word)

describe('a question is searched without', () => {
  test.each([
    ['Where is my order TW-104822?', ['order']],
    ['wo ist mein Paket? Bestellnummer: 4711-0815', ['paket']],
    ['ma commande n° 20391 ?', ['commande']],
    ['status of #10234', ['status']],
  ])('numbers of one’s own orders: %s', (question, expected) => {
    expect(contentOf(question).filter(word => /\d/.test(word))).toEqual([])
    expect(contentOf(question)).toEqual(expect.arrayContaining(expected))
  })

  test.each(['waterproof jackets under 200', 'waterproof jackets up to 200 €', 'waterproof jackets, less than $200'])(
    'limits to prices: %s',
    question => {
      expect(contentOf(question)).toEqual(['waterproof', 'jackets'])
    },
  )

  test('but with numbers that are what it asks about', () => {
    expect(contentOf('does sku 4711 fit?')).toContain('4711')
    expect(contentOf('can I order 12 mugs')).toContain('12')
  })
})

test.each([
  ['jackets under 200', { least: null, most: 200, included: false }, null],
  ['Jacken bis 50 €', { least: null, most: 50, included: true }, null],
  ['veste à moins de 100 €', { least: null, most: 100, included: false }, null],
  ['20ユーロ以下のマグカップ', { least: null, most: 20, included: true }, null],
  ['2000円未満のマグ', { least: null, most: 2000, included: false }, null],
  ['30유로 이하 머그컵', { least: null, most: 30, included: true }, null],
  ['低于20欧元的杯子', { least: null, most: 20, included: false }, null],
  ['кружки до 20 евро', { least: null, most: 20, included: true }, null],
  ['10ユーロ以上のもの', { least: 10, most: null, included: false }, null],
  ['the cheapest coffee', { least: null, most: null, included: false }, 'cheapest'],
  ['was ist das teuerste Zelt', { least: null, most: null, included: false }, 'dearest'],
  ['Welche Jacke ist am günstigsten?', { least: null, most: null, included: false }, 'cheapest'],
  ['Quelle est la tasse la moins chère ?', { least: null, most: null, included: false }, 'cheapest'],
  ['¿Cuál es la taza más barata?', { least: null, most: null, included: false }, 'cheapest'],
  ['najtańszy kubek', { least: null, most: null, included: false }, 'cheapest'],
  ['Какая кружка самая дешёвая', { least: null, most: null, included: false }, 'cheapest'],
  ['самый дорогой', { least: null, most: null, included: false }, 'dearest'],
  ['最便宜的杯子', { least: null, most: null, included: false }, 'cheapest'],
  ['一番高いジャケット', { least: null, most: null, included: false }, 'dearest'],
  ['가장 싼 머그컵', { least: null, most: null, included: false }, 'cheapest'],
])('%s names a price', (question, limits, order) => {
  expect(priceLimits(question)).toEqual(limits)
  expect(priceOrder(question)).toBe(order)
  expect(namesPrice(question)).toBe(true)
})

test('most questions name no price', () => {
  expect(namesPrice('How long does shipping take for 2 parcels?')).toBe(false)
  for (const question of ['доставка до 20 ноября', '20日までに届きますか', '25 以下のサイズ']) expect(namesPrice(question)).toBe(false)
})
