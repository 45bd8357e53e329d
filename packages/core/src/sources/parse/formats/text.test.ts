import { describe, expect, it } from 'vitest'
import { readBytes } from '../testing/read-bytes.ts'

describe('plain text', () => {
  it('finds headings by capitals, underlines, numbers and place', async () => {
    const { blocks, documents } = await readBytes(
      'rules.txt',
      'House rules of the lamp shop\n\nOPENING HOURS\n\nWe open at nine.\n\nReturns\n-------\nWithin 30 days.\n\n2.1 Damaged goods\n\nTell us within a week.\n\nRepairs\n\nWe mend all lamps that we have sold.\n',
    )
    expect(documents[0]?.title).toBe('House rules of the lamp shop')
    expect(blocks.filter(block => block.kind === 'heading')).toEqual([
      { kind: 'heading', level: 1, text: 'House rules of the lamp shop' },
      { kind: 'heading', level: 2, text: 'OPENING HOURS' },
      { kind: 'heading', level: 2, text: 'Returns' },
      { kind: 'heading', level: 3, text: '2.1 Damaged goods' },
      { kind: 'heading', level: 2, text: 'Repairs' },
    ])
  })

  it('undoes the line breaks of an editor and keeps those that mean something', async () => {
    const { blocks } = await readBytes(
      'a.txt',
      'We are open Monday to Friday from nine to five, and on Saturdays\nuntil noon.\n\nPhone: 12345\nMail: help@shop.example\n\nThe end of this, and what comes then is another matter.',
    )
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'We are open Monday to Friday from nine to five, and on Saturdays until noon.' },
      { kind: 'paragraph', text: 'Phone: 12345\nMail: help@shop.example' },
      { kind: 'paragraph', text: 'The end of this, and what comes then is another matter.' },
    ])
  })

  it('reads lists with their lead-in', async () => {
    const { blocks } = await readBytes(
      'a.txt',
      'Bring along the following things, please, when you come:\n* the lamp\n  in its box\n* the receipt\n',
    )
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'Bring along the following things, please, when you come:' },
      { kind: 'list', ordered: false, items: ['the lamp in its box', 'the receipt'] },
    ])
  })

  it.each([
    ['utf-8 with a mark', Buffer.from('\ufeffGröße')],
    ['utf-16le with a mark', Buffer.from('\ufeffGröße', 'utf16le')],
    ['utf-16le without', Buffer.from('Größe, in many different words and lines\n', 'utf16le')],
    ['windows-1252', Buffer.from('Gr\xf6\xdfe', 'latin1')],
  ])('decodes %s', async (_, bytes) => {
    const { blocks } = await readBytes('a.txt', bytes)
    expect(JSON.stringify(blocks)).toContain('Größe')
  })

  it('joins Chinese lines without a space', async () => {
    const { blocks } = await readBytes('a.txt', `${'商品自签收之日起七天内可以退货运费由买家承担'.repeat(3)}\n请联系客服。`)
    expect(blocks).toEqual([{ kind: 'paragraph', text: `${'商品自签收之日起七天内可以退货运费由买家承担'.repeat(3)}请联系客服。` }])
  })
})
