import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detectEncoding } from './detect-encoding.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'craveva-encoding-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function decoded(bytes: Buffer): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, bytes)
  return new TextDecoder(await detectEncoding(path)).decode(bytes)
}

/** The bytes of a text in an encoding of one byte per character, found by decoding all of them. */
function encoded(text: string, encoding: string): Buffer {
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]))
  return Buffer.from(Array.from(text, character => bytes.get(character) ?? 63))
}

describe('encoding', () => {
  it.each([
    ['windows-1252', 'Rücksendungen sind innerhalb von 30 Tagen möglich. Größe und Maße: 19,90 €'],
    ['windows-1252', 'Les retours sont acceptés pendant 30 jours après la réception. Été, déjà, où ?'],
    ['windows-1252', 'Größe M – 20 €'],
    ['windows-1250', 'Zwroty są przyjmowane w ciągu 30 dni. Wysyłka kosztuje 15 zł. Źródło, żółty, świąteczny, łódź'],
    ['windows-1251', 'Возврат товара возможен в течение 14 дней после получения заказа. Доставка стоит 300 рублей.'],
    ['koi8-r', 'Возврат товара возможен в течение 14 дней после получения заказа. Доставка стоит 300 рублей.'],
    ['iso-8859-7', 'Οι επιστροφές γίνονται δεκτές εντός 14 ημερών από την παραλαβή. Τα έξοδα βαρύνουν τον πελάτη.'],
    [
      'windows-1254',
      'İade süresi teslimattan itibaren 14 gündür. Kargo ücreti müşteriye aittir. Şehir dışı için ayrıca ödeyin, değişim ücretsizdir.',
    ],
    ['windows-1255', 'ניתן להחזיר מוצרים תוך 14 ימים מיום קבלת המשלוח. דמי המשלוח על הלקוח.'],
  ])('is found by statistics: %s', async (encoding, text) => {
    expect(await decoded(encoded(text, encoding))).toBe(text)
  })

  it.each([
    ['Shift JIS', '95d4956982c982c282a282c4', '返品について'],
    ['EUC-JP', 'cad6c9caa4cba4c4a4a4a4c6', '返品について'],
  ])('is found by kana in a few words: %s', async (_, hex, text) => {
    expect(await decoded(Buffer.from(hex, 'hex'))).toBe(text)
  })

  it('is UTF-8 when all of it is, and not when a byte far behind is not', async () => {
    expect(await decoded(Buffer.from('Größe '.repeat(100_000)))).toBe('Größe '.repeat(100_000))
    const late = Buffer.concat([Buffer.from('plain text '.repeat(60_000)), encoded('Größe und Maße für Füße, später', 'windows-1252')])
    expect((await decoded(late)).endsWith('Größe und Maße für Füße, später')).toBe(true)
  })

  it('is UTF-16 by its zero bytes, without a mark', async () => {
    const text = 'Returns within 30 days.\n返品は30日以内です。\n送料は500円です。'
    expect(await decoded(Buffer.from(text, 'utf16le'))).toBe(text)
    expect(await decoded(Buffer.from(text, 'utf16le').swap16())).toBe(text)
  })
})
