/** One conversation with the agent of a shop, and what its last answer must show. */
export interface ShopConversation {
  /** Id of the customer who is signed in. */
  readonly customer?: '7' | '8'
  readonly says: readonly string[]
  /** What the last answer holds, with all that is shown; parts are JSON. */
  readonly expected: RegExp
  readonly never?: RegExp
}

const mug = /"title":"Harbour Mug".*"price":12\.5,"compare_at_price":15/
const jacket = /"title":"Skipper Rain Jacket"/
const socks = /"title":"Wool Socks".*"available":false/
const jos = /"number":"#?1001"/
const sams = /"number":"#?SO-1002".*00340434161094042557/
const noOrder = /no order with these details/
const anyOrder = /"type":"order"/

const products = (expected: RegExp, ...questions: string[]): ShopConversation[] =>
  questions.map(question => ({ says: [question], expected, never: anyOrder }))
const refused = (...says: string[]): ShopConversation => ({ says, expected: noOrder, never: anyOrder })

/** Sixty conversations, the same for every platform; answered by `builtin`, over the goods and orders of the suite for shops. */
export const conversations: readonly ShopConversation[] = [
  ...products(
    mug,
    'Do you have mugs?',
    'Do you have a mug?',
    'I am looking for a stoneware mug',
    'Harbour Mug',
    'Tell me about the Harbour Mug',
    'Is the Harbour Mug dishwasher safe?',
    'Show me mugs under 20 euros',
    'Something for coffee and tea?',
    'Can I buy the harbour mug here?',
    'Add the Harbour Mug to my cart',
  ),
  ...products(
    jacket,
    'Do you have a waterproof jacket?',
    'I need a rain jacket',
    'Skipper Rain Jacket',
    'Is the Skipper Rain Jacket available in size M?',
    'What does the Skipper Rain Jacket cost?',
    'Show me jackets from 100 euros',
    'A jacket with a hood, please',
    'Do you sell a yellow rain jacket?',
    'Recommend me a jacket',
    'Put the rain jacket into my basket',
  ),
  ...products(socks, 'Do you have wool socks?', 'Wool Socks', 'Are the wool socks in stock?', 'socks of merino wool', 'Warm socks?'),
  { says: ['Do you have a waterproof jacket?'], expected: /"variant_id":"122".*"options":\{"Size":"M","Colour":"Navy"\},"price":129/ },
  { says: ['Do you have a waterproof jacket?'], expected: /"variant_id":"121".*?"available":false/ },
  { says: ['Do you have a mug?'], expected: /"type":"receipt".*"location":"products"/ },
  { says: ['Do you have a submarine?'], expected: /couldn't find an answer/, never: /"type":"product"/ },
  { says: ['Do you have a spaceship under 100 euros?'], expected: /couldn't find an answer/, never: /"type":"product"/ },
  { says: ['Hello', 'Do you have mugs?'], expected: mug },
  { says: ['Do you have mugs?', 'And a waterproof jacket?'], expected: jacket },
  { says: ['Do you have mugs?', 'Thank you'], expected: /welcome/i },
  { says: ['Can I return unused goods?'], expected: /within 30 days/ },
  { says: ['How long can I return unused goods?'], expected: /within 30 days/ },
  { says: ['Where is my order?'], expected: /order number/, never: anyOrder },
  { says: ['Where is my order 1001?'], expected: /Which e-mail/, never: anyOrder },
  { says: ['Where is my order 1001? I am jo.kim@example.com'], expected: jos },
  { says: ['Where is my order 1001? I am JO.KIM@example.com'], expected: jos },
  { says: ['Where is my order #1001?', 'jo.kim@example.com'], expected: jos },
  { says: ['Where is my order 1001?', '10115'], expected: jos },
  { says: ['Where is my order?', '1001', 'jo.kim@example.com'], expected: jos },
  { says: ['Where is my order?', '1001, jo.kim@example.com'], expected: jos },
  { says: ['What about order 1001, phone +49 170 1234567'], expected: jos },
  { says: ['Where is my order SO-1002? sam@example.com'], expected: sams },
  { says: ['Where is my parcel of order SO-1002?', 'sam@example.com'], expected: sams },
  { says: ['Where is my order 1001? I am sam@example.com', 'Sorry, jo.kim@example.com'], expected: jos },
  { says: ['Wo ist meine Bestellung 1001? jo.kim@example.com'], expected: jos },
  { says: ['Wo ist meine Bestellung 1001?', 'jo.kim@example.com'], expected: jos },
  { customer: '7', says: ['Where is my order?'], expected: jos, never: /SO-1002/ },
  { customer: '8', says: ['Where is my order?'], expected: sams, never: /"1001"|#1001/ },
  { customer: '8', says: ['Where is my order 1001?'], expected: /Which e-mail/, never: anyOrder },
  { customer: '8', says: ['Where is my order 1001?', 'sam@example.com'], expected: noOrder, never: anyOrder },
  refused('Where is my order 1001? I am sam@example.com'),
  refused('Where is my order 1001?', 'sam@example.com'),
  refused('Where is my order 1001?', '10117'),
  refused('Where is my order 4711? I am jo.kim@example.com'),
  refused('Where is my order SO-1002? jo.kim@example.com'),
  refused('Where is my order 1001?', 'jo.kim+x@example.com'),
  { says: ['Where is my order 1001? I am jo.kim@example.com', 'Do you have mugs?'], expected: mug, never: anyOrder },
]
