import { describe, expect, it } from 'vitest'
import { readBytes } from '../testing/read-bytes.ts'

const page = (body: string, head = '<title>Help | Lamps</title>') =>
  `<!doctype html><html lang="de-AT"><head>${head}</head><body>${body}</body></html>`

describe('html', () => {
  it('tells title, language and address', async () => {
    const html = page(
      '<main><h1>Versand</h1><p>Wir versenden täglich.</p></main>',
      '<title>Versand – Lampen</title><link rel="canonical" href="https://lamps.example/versand">',
    )
    expect((await readBytes('x', html)).documents[0]).toMatchObject({
      title: 'Versand',
      language: 'de-AT',
      url: 'https://lamps.example/versand',
      mediaType: 'text/html',
    })
    expect((await readBytes('x', page('<p>Text</p>'))).documents[0]).toMatchObject({ title: 'Help', url: null })
  })

  it('reads what the page itself says', async () => {
    const text = 'Returns are free within thirty days of delivery, also for sale items. '.repeat(5)
    const { blocks } = await readBytes(
      'x',
      page(
        `<nav><a href=/>Home</a></nav><header><p>Free shipping!</p></header><div class="cookie-banner">We use cookies</div>
        <div class="breadcrumbs">Home / Help</div><article><header><h1>Returns</h1></header><p>${text}<script>alert(1)</script><style>p{}</style></p>
        <ul><li><a href="#a">One</a></li><li><a href="#b">Two</a></li></ul><form><input value=x><button>Subscribe</button></form></article>
        <aside>Related products</aside><footer>© Lamps</footer>`,
      ),
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Returns' },
      { kind: 'paragraph', text: text.trim() },
    ])
  })

  it('keeps a page about cookies', async () => {
    const { blocks } = await readBytes(
      'x',
      page(`<div class="cookie-policy"><h2>Cookies</h2><p>${'We set two cookies. '.repeat(20)}</p></div>`),
    )
    expect(blocks).toHaveLength(2)
  })

  it('reads lists, definition lists and questions', async () => {
    const { blocks } = await readBytes(
      'x',
      page(
        '<ol><li>Pack<ul><li>box</li></ul></li><li><p>Send</p><p>soon</p></li></ol><dl><dt>Weight</dt><dd>2 kg</dd><dt>Colour</dt><dd>oak</dd></dl><dl><dt>Is it heavy?</dt><dd>No.</dd></dl><details><summary>May I come by?</summary>Yes, <b>daily</b>.</details>',
      ),
    )
    expect(blocks).toEqual([
      { kind: 'list', ordered: true, items: ['Pack\n- box', 'Send\nsoon'] },
      { kind: 'list', ordered: false, items: ['Weight: 2 kg', 'Colour: oak'] },
      { kind: 'qa', question: 'Is it heavy?', answer: 'No.' },
      { kind: 'qa', question: 'May I come by?', answer: 'Yes, daily.' },
    ])
  })

  it('fills spans of tables and tells data from layout', async () => {
    const { blocks } = await readBytes(
      'x',
      page(
        '<table><caption>Prices</caption><tr><th>Country</th><th>Price</th></tr><tr><td rowspan=2>Austria</td><td>3 €</td></tr><tr><td>5 €</td></tr></table><table><tr><td><table><tr><td><h2>Left</h2></td><td>Right</td></tr></table></td></tr></table>',
      ),
    )
    expect(blocks).toEqual([
      {
        kind: 'table',
        caption: 'Prices',
        header: ['Country', 'Price'],
        rows: [
          ['Austria', '3 €'],
          ['Austria', '5 €'],
        ],
      },
      { kind: 'heading', level: 2, text: 'Left' },
      { kind: 'paragraph', text: 'Right' },
    ])
  })

  it('reads answers that are hidden until somebody clicks', async () => {
    const { blocks } = await readBytes(
      'x',
      page(
        '<button aria-expanded="false" aria-controls="a">Customs</button><div id="a" hidden>You pay customs for parcels to Switzerland yourself.</div><span aria-hidden="true">×</span>',
      ),
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Customs' },
      { kind: 'paragraph', text: 'You pay customs for parcels to Switzerland yourself.' },
    ])
  })

  it('sets apart what only styles set apart, and resolves links', async () => {
    const { blocks } = await readBytes(
      'x',
      page(
        '<ul><li><a href="/a"><b>Shipping</b><span>Prices and times</span></a></li><li>i<b>Phone</b></li></ul>',
        '<link rel=canonical href=https://s.example/help/>',
      ),
    )
    expect(blocks).toEqual([{ kind: 'list', ordered: false, items: ['[Shipping Prices and times](https://s.example/a)', 'iPhone'] }])
  })

  it('takes the encoding that the page declares', async () => {
    const html = Buffer.concat([
      Buffer.from('<html><head><meta charset="windows-1251"></head><body><p>'),
      Buffer.from([0xc4, 0xe0]),
      Buffer.from('</p></body></html>'),
    ])
    expect((await readBytes('x.html', html)).blocks).toEqual([{ kind: 'paragraph', text: 'Да' }])
  })

  it('reads what the page tells search engines: products, and questions it does not show', async () => {
    const data = {
      '@graph': [
        {
          '@type': 'Product',
          name: 'Oak lamp',
          sku: 'OL',
          brand: { '@type': 'Brand', name: 'Lampers' },
          offers: { price: 59, priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
        },
        {
          '@type': 'FAQPage',
          mainEntity: [
            { '@type': 'Question', name: 'Is it heavy?', acceptedAnswer: { text: 'No.' } },
            { '@type': 'Question', name: 'Is it tall?', acceptedAnswer: { text: 'Yes.' } },
          ],
        },
      ],
    }
    const { blocks } = await readBytes(
      'x',
      page(`<h2>Is it heavy?</h2><p>No.</p><script type="application/ld+json">${JSON.stringify(data)}</script>`),
    )
    expect(blocks.slice(2)).toMatchObject([
      {
        kind: 'product',
        product: { title: 'Oak lamp', vendor: 'Lampers', currency: 'EUR', variants: [{ sku: 'OL', price: '59', available: true }] },
      },
      { kind: 'qa', question: 'Is it tall?', answer: 'Yes.' },
    ])
  })

  it('tells of a page without text', async () => {
    expect((await readBytes('x.html', page('<div id="app"></div><script>render()</script>'))).failures[0]).toMatchObject({ code: 'empty' })
  })
})
