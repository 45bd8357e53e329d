import { Liquid } from 'liquidjs'

const engine = new Liquid({ strictFilters: true })

// Filters of Shopify's own, as its documentation describes them.
engine.registerFilter('json', (value: unknown) =>
  JSON.stringify(value ?? null)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026'),
)
engine.registerFilter('asset_url', (file: string) => `/cdn/extensions/${file}`)
// What the theme editor reads is nothing on the page.
engine.registerTag('schema', {
  parse(_, rest) {
    while (rest.length) if (/^\{%-?\s*endschema/.test(rest.shift()?.getText() ?? '')) return
    throw new Error('{% schema %} is not closed')
  },
  render: () => '',
})

/** Renders a file of a theme as Shopify's storefront does, with these objects. */
export const renderLiquid = (source: string, objects: object): string => engine.parseAndRenderSync(source, objects)
