import type { ProductRecord, ProductVariant } from '../../document.ts'
import { parsePrice } from '../products/parse-price.ts'
import { finishedProduct, parseStock, productDraft, reducedFrom, splitList } from '../products/product-draft.ts'
import { field, fieldValue, humanName, isArray, isObject, type JsonObject, type JsonValue, scalarText } from './json-value.ts'

/**
 * A product as the APIs of Shopify and WooCommerce, schema.org's `Product` and plain lists of products have it: a name, and a price of its
 * own, of its offer or of its variants. null: the object is something else.
 */
export function objectProduct(object: JsonObject): ProductRecord | null {
  const title = field(object, 'title', 'name', 'product_name', 'productName')
  const variants = objects(fieldValue(object, 'variants', 'variations'))
  const offer = objects(fieldValue(object, 'offers'))[0] ?? {}
  const isPriced = [object, offer, ...variants].some(holder => parsePrice(priceOf(holder)) !== null)
  if (!title || !isPriced) return null
  const options = optionNames(object)
  const draft = productDraft(field(object, 'handle', 'slug', 'sku', 'id') || title)
  return finishedProduct({
    ...draft,
    title,
    description: [field(object, 'short_description', 'summary'), field(object, 'body_html', 'descriptionHtml', 'description', 'body')]
      .filter(Boolean)
      .join('<br>'),
    vendor: field(object, 'vendor', 'manufacturer') || nameOf(fieldValue(object, 'brand')),
    type: field(object, 'product_type', 'productType', 'type') || namesOf(fieldValue(object, 'category', 'categories'))[0] || '',
    tags: tagsOf(fieldValue(object, 'tags')),
    currency: currencyOf([object, offer, ...variants]),
    optionNames: options,
    variants: (variants.length ? variants : [object]).map(variant => variantOf(variant, offer, options)),
    image: imageOf(object),
    url: field(object, 'url', 'permalink', 'onlineStoreUrl', 'link'),
    attributes: attributesOf(object, options),
  })
}

const priceOf = (object: JsonObject): string => field(object, 'sale_price', 'price', 'lowPrice', 'regular_price')

function variantOf(variant: JsonObject, offer: JsonObject, options: readonly string[]): ProductVariant {
  const price = parsePrice(priceOf(variant) || priceOf(offer))?.amount ?? null
  const former = parsePrice(field(variant, 'compare_at_price', 'compareAtPrice', 'regular_price', 'old_price'))?.amount ?? null
  const stock = parseStock(field(variant, 'inventory_quantity', 'inventoryQuantity', 'stock_quantity', 'stock', 'quantity', 'inventory'))
  const stated =
    field(variant, 'available', 'availableForSale', 'in_stock', 'inStock', 'stock_status', 'availability') || field(offer, 'availability')
  return {
    sku: field(variant, 'sku') || null,
    options: options.map((name, index) => field(variant, `option${index + 1}`) || selectedOption(variant, name)),
    price,
    compareAtPrice: reducedFrom(former, price),
    available: stated
      ? /^(true|1|yes|in ?stock|instock|onbackorder|preorder|available|https?:\/\/schema.org\/(InStock|PreOrder|BackOrder|LimitedAvailability))$/i.test(
          stated,
        )
      : stock === null
        ? null
        : stock > 0,
    stock,
  }
}

function optionNames(object: JsonObject): string[] {
  const named = objects(fieldValue(object, 'options')).map(option => field(option, 'name'))
  const variable = objects(fieldValue(object, 'attributes')).filter(attribute => attribute.variation === true)
  const names = [...named, ...variable.map(attribute => field(attribute, 'name'))].filter(Boolean)
  return names.length === 1 && names[0] === 'Title' ? [] : names
}

function selectedOption(variant: JsonObject, name: string): string {
  const selected = [...objects(fieldValue(variant, 'selectedOptions')), ...objects(fieldValue(variant, 'attributes'))]
  const found = selected.find(option => field(option, 'name').toLowerCase() === name.toLowerCase())
  return found ? field(found, 'value', 'option') : field(variant, name)
}

function attributesOf(object: JsonObject, options: readonly string[]): Record<string, string> {
  const described = objects(fieldValue(object, 'attributes')).map((attribute): [string, string] => [
    field(attribute, 'name'),
    namesOf(fieldValue(attribute, 'options', 'value')).join(', '),
  ])
  const own = Object.entries(object).flatMap(([name, value]): [string, string][] => {
    const text = isArray(value) && value.every(item => scalarText(item)) ? value.map(scalarText).join(', ') : scalarText(value)
    return text && text.length <= 200 && !isKnown(name) && typeof value !== 'boolean' ? [[humanName(name), text]] : []
  })
  return Object.fromEntries([...described, ...own].filter(([name, value]) => name && value && !options.includes(name)))
}

const known =
  /^(@.*|_.*|.*_?(id|gid|at|by|html|url|src|status|count|suffix|scope|slug|sku|handle|barcode|grams)|id|title|name|product_?name|type|product_?type|category|vendor|brand|manufacturer|tags|price|.*price.*|currency.*|price_?currency|stock.*|inventory.*|quantity|avail.*|in_?stock|description|short_?description|summary|body|image|images|link|permalink|variants|options|updated.*|created.*|published.*|date.*|menu_order|parent.*|tax.*|total_sales|.*rating.*|position|visibility)$/i

const isKnown = (name: string): boolean => known.test(name) || /(Id|Url|At|Status)$/.test(name)

const objects = (value: JsonValue | undefined): JsonObject[] => (isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [])

const nameOf = (value: JsonValue | undefined): string => (isObject(value) ? field(value, 'name', 'title') : scalarText(value))

const namesOf = (value: JsonValue | undefined): string[] =>
  (isArray(value) ? value : value === undefined ? [] : [value]).map(nameOf).filter(Boolean)

const tagsOf = (value: JsonValue | undefined): string[] => (isArray(value) ? namesOf(value) : splitList(scalarText(value), /,/))

function currencyOf(holders: readonly JsonObject[]): string | null {
  const stated = holders.map(holder => field(holder, 'currency', 'currency_code', 'priceCurrency', 'price_currency')).find(Boolean)
  return stated?.toUpperCase() ?? holders.map(holder => parsePrice(priceOf(holder))?.currency).find(Boolean) ?? null
}

function imageOf(object: JsonObject): string {
  const value = fieldValue(object, 'image', 'images', 'image_url', 'featuredImage', 'picture', 'thumbnail')
  const first = isArray(value) ? value[0] : value
  return isObject(first) ? field(first, 'src', 'url', 'contentUrl') : scalarText(first)
}
