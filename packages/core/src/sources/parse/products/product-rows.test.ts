import { describe, expect, it } from 'vitest'
import type { ProductRecord } from '../../document.ts'
import { readBytes } from '../testing/read-bytes.ts'

async function productsOf(csv: string): Promise<ProductRecord[]> {
  const { blocks } = await readBytes('products.csv', csv)
  return blocks.flatMap(block => (block.kind === 'product' ? block.product : []))
}

describe('Shopify export', () => {
  const header =
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Fabric (product.metafields.shopify.fabric),Status'

  it('merges variants and leaves out rows that only add pictures', async () => {
    const products = await productsOf(
      [
        header,
        'tee,Tee,"<p>Soft &amp; light</p><ul><li>Organic</li></ul>",Tide,Shirts,"men, sale",true,Size,S,\'T-S,shopify,3,deny,19.00,25.00,https://cdn.example/tee.jpg,cotton; linen,active',
        'tee,,,,,,,,M,T-M,shopify,0,deny,19.00,25.00,,,',
        'tee,,,,,,,,L,T-L,shopify,0,continue,21.5,,,,',
        'tee,,,,,,,,,,,,,,,https://cdn.example/back.jpg,,',
      ].join('\n'),
    )
    expect(products).toEqual([
      {
        handle: 'tee',
        title: 'Tee',
        description: 'Soft & light\n- Organic',
        vendor: 'Tide',
        type: 'Shirts',
        tags: ['men', 'sale'],
        currency: null,
        options: [{ name: 'Size', values: ['S', 'M', 'L'] }],
        variants: [
          { sku: 'T-S', options: ['S'], price: '19.00', compareAtPrice: '25.00', available: true, stock: 3 },
          { sku: 'T-M', options: ['M'], price: '19.00', compareAtPrice: '25.00', available: false, stock: 0 },
          { sku: 'T-L', options: ['L'], price: '21.50', compareAtPrice: null, available: true, stock: 0 },
        ],
        image: 'https://cdn.example/tee.jpg',
        url: null,
        attributes: { Fabric: 'cotton, linen' },
      },
    ])
  })

  it('knows products without choices, and leaves out what is not published', async () => {
    const rows = [
      'a,Mug,,,,,true,Title,Default Title,M,,1,deny,8,,,,active',
      'b,Draft,,,,,true,Title,Default Title,D,,1,deny,8,,,,draft',
      'c,Hid,,,,,false,,,H,,,,8,,,,',
    ]
    const products = await productsOf([header, ...rows].join('\n'))
    expect(products.map(({ title, options }) => ({ title, options }))).toEqual([{ title: 'Mug', options: [] }])
    expect(products[0]?.variants[0]).toMatchObject({ available: true, stock: null })
    expect(await productsOf([header, ...rows.slice(1)].join('\n'))).toHaveLength(2)
  })

  it('reads the column names used since 2024', async () => {
    const csv =
      'Title,URL handle,Description,Vendor,Type,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity\nMug,mug,Big,Tide,Mugs,TRUE,Active,M-1,Colour,red,8.00,,shopify,4\n,mug,,,,,,M-2,,blue,8.00,,shopify,0'
    expect((await productsOf(csv))[0]).toMatchObject({
      handle: 'mug',
      title: 'Mug',
      options: [{ name: 'Colour', values: ['red', 'blue'] }],
      variants: [{ stock: 4 }, { stock: 0, available: false }],
    })
  })
})

describe('WooCommerce export', () => {
  it('joins variations with their parents, by SKU or id, wherever they stand', async () => {
    const products = await productsOf(
      [
        'ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Description,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s),Weight (kg)',
        '11,variation,h-b,Hoodie - Blue,1,visible,,,1,4,39,45,,,,hoodie,Color,Blue,',
        '10,variable,hoodie,Hoodie,1,visible,Warm one,"<p>Soft</p>\\n<p>cotton</p>",1,,,,"Clothing > Hoodies, New",cosy,"https://s.example/h.jpg, https://s.example/i.jpg",,Color,"Blue, Green",0.5',
        '12,variation,h-g,Hoodie - Green,1,visible,,,0,0,,45,,,,id:10,Color,Green,',
        '13,simple,cap,Cap,1,visible,A cap,,1,,,15,Clothing,,,,Material,wool,',
        '14,simple,old,Old,-1,visible,,,1,9,,15,,,,,,,',
      ].join('\n'),
    )
    expect(products.map(product => product.title)).toEqual(['Hoodie', 'Cap'])
    expect(products[0]).toMatchObject({
      handle: 'hoodie',
      description: 'Warm one\nSoft\ncotton',
      type: 'Hoodies',
      tags: ['New', 'cosy'],
      options: [{ name: 'Color', values: ['Green', 'Blue'] }],
      image: 'https://s.example/h.jpg',
      attributes: { Weight: '0.5 kg' },
    })
    expect(products[0]?.variants).toEqual([
      { sku: 'h-g', options: ['Green'], price: '45', compareAtPrice: null, available: false, stock: 0 },
      { sku: 'h-b', options: ['Blue'], price: '39', compareAtPrice: '45', available: true, stock: 4 },
    ])
    expect(products[1]).toMatchObject({ attributes: { Material: 'wool' }, variants: [{ price: '15', available: true, stock: null }] })
  })
})

describe('other lists of products', () => {
  it('reads a feed, with groups as variants', async () => {
    const csv =
      'id\ttitle\tdescription\tlink\timage_link\tprice\tsale_price\tavailability\tbrand\titem_group_id\tsize\tcolor\n1\tTee\tSoft\thttps://s.example/tee\thttps://s.example/t.jpg\t20.00 EUR\t15.00 EUR\tin_stock\tTide\tg1\tS\t\n2\tTee\tSoft\thttps://s.example/tee\t\t20.00 EUR\t\tout_of_stock\tTide\tg1\tM\t'
    expect(await productsOf(csv)).toMatchObject([
      {
        handle: 'g1',
        title: 'Tee',
        currency: 'EUR',
        vendor: 'Tide',
        url: 'https://s.example/tee',
        options: [{ name: 'size', values: ['S', 'M'] }],
        variants: [
          { price: '15.00', compareAtPrice: '20.00', available: true },
          { price: '20.00', compareAtPrice: null, available: false },
        ],
      },
    ])
  })

  it("reads a merchant's own spreadsheet, in the merchant's language", async () => {
    const csv =
      'Artikel;Preis (EUR);Beschreibung;Lagerbestand;Holz;Einkaufspreis\nTisch;1.299,00;Groß;2;Eiche;700\nBank;auf Anfrage;;0;Buche;99\n'
    const products = await productsOf(csv)
    expect(products).toMatchObject([
      {
        title: 'Tisch',
        currency: 'EUR',
        description: 'Groß',
        attributes: { Holz: 'Eiche' },
        variants: [{ price: '1299.00', stock: 2, available: true }],
      },
      {
        title: 'Bank',
        attributes: { Holz: 'Buche', 'Preis (EUR)': 'auf Anfrage' },
        variants: [{ price: null, stock: 0, available: false }],
      },
    ])
    expect(JSON.stringify(products)).not.toContain('700')
  })

  it('keeps products of the same name apart', async () => {
    expect((await productsOf('Name,Price\nLamp,5\nLamp,6\n')).map(product => product.variants[0]?.price)).toEqual(['5', '6'])
  })
})
