import type { Bench } from '../bench.ts'
import { inChromium } from './in-chromium.ts'

/** What the widget costs a page, beside the same page without it in the same run. */
export const widgetBench: Bench = {
  name: 'widget',
  summary: 'bytes, requests, main-thread time, tasks, streaming, memory and leaks of the widget in Chromium',
  run: options => inChromium('print-bench.ts', options),
}
