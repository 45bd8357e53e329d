import { setTimeout as pause } from 'node:timers/promises'
import type { Engine, Tab } from './engine.ts'

/** Milliseconds that anything may take that a visitor waits for. */
const patience = 30_000

/** What a visitor does in the widget of a page, in any engine. */
export interface Visit {
  readonly tab: Tab
  /** Waits until an expression is true in the page. */
  until(what: string, expression: string): Promise<void>
  /** Clicks an element of the widget, once it is there. */
  click(selector: string): Promise<void>
  openPanel(): Promise<void>
  ask(text: string): Promise<void>
  /** Waits for so many complete answers; the answer is the text of the last one. */
  answered(count?: number): Promise<string>
}

/** The shadow root of the widget, in the page. */
export const widget = `document.querySelector('craveva-widget')?.shadowRoot`

export async function visit<T>(engine: Engine, url: string, work: (visit: Visit) => Promise<T>): Promise<T> {
  const tab = await engine.open()
  async function until(what: string, expression: string) {
    const deadline = Date.now() + patience
    while ((await tab.evaluate(`Boolean(${expression})`)) !== true) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${patience / 1000} s`)
      await pause(50)
    }
  }
  async function click(selector: string) {
    const element = `${widget}?.querySelector(${JSON.stringify(selector)})`
    await until(`${selector} is there`, `${element}?.getClientRects().length`)
    await tab.evaluate(`${element}.scrollIntoView({ block: 'nearest' })`)
    const place = await tab.evaluate(`(({ x, y, width, height }) => [x + width / 2, y + height / 2])(${element}.getBoundingClientRect())`)
    const [x = 0, y = 0] = place as number[]
    await tab.click(x, y)
  }
  try {
    await tab.goto(url)
    return await work({
      tab,
      until,
      click,
      async openPanel() {
        await click('.launcher')
        await until('the panel can be written in', `${widget}?.activeElement?.matches('.composer textarea')`)
      },
      async ask(text) {
        await tab.type(text)
        await tab.press('Enter')
      },
      async answered(count = 1) {
        await until(`${count} answers`, `${widget}?.querySelectorAll('.message.agent .meta .copy').length >= ${count}`)
        return String(await tab.evaluate(`[...${widget}.querySelectorAll('.message.agent .body')].at(-1).textContent`))
      },
    })
  } finally {
    await tab.close()
  }
}
