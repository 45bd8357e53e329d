import type { Bench } from './bench.ts'
import { booksBench } from './books/books-bench.ts'
import { chatBench } from './chat/chat-bench.ts'
import { engineBench } from './engine/engine-bench.ts'
import { middlewareBench } from './middleware/middleware-bench.ts'
import { ragBench } from './rag/rag-bench.ts'
import { searchBench } from './search/search-bench.ts'
import { shopBench } from './shop/shop-bench.ts'
import { socketsBench } from './sockets/sockets-bench.ts'
import { startBench } from './start/start-bench.ts'
import { lighthouseBench } from './widget/lighthouse-bench.ts'
import { widgetBench } from './widget/widget-bench.ts'

/** Every bench, in the order in which they are run. */
export const benches: readonly Bench[] = [
  chatBench,
  engineBench,
  middlewareBench,
  searchBench,
  ragBench,
  startBench,
  socketsBench,
  widgetBench,
  booksBench,
  shopBench,
  // The last, as it needs npm.
  lighthouseBench,
]
